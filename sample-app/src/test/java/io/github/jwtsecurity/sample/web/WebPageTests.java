package io.github.jwtsecurity.sample.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.Problems;
import io.github.jwtsecurity.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the web page, which is open to everybody.
 */
@SampleTest
class WebPageTests {

	@Autowired
	private RestTestClient client;

	@ParameterizedTest
	@CsvSource({ "/, text/html", "/index.html, text/html", "/app.js, text/javascript", "/app.css, text/css",
			"/mail.html, text/html", "/mail.js, text/javascript", "/verify, text/html" })
	void fileOfThePageNeedsNoToken(String path, String type) {
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
			ResponseSpec response = this.client.method(method).uri(path).exchange();
			response.expectStatus().isOk();
			response.expectHeader().contentTypeCompatibleWith(MediaType.valueOf(type));
		}
	}

	@Test
	void everyFileThatIsServedBelongsToThePage() throws IOException {
		assertThat(files()).extracting(Resource::getFilename)
			.containsExactlyInAnyOrder("index.html", "app.js", "app.css", "mail.html", "mail.js");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/app.map", "/index.html/x", "/api/demo/tasks", "/api/auth/me", "/error", "/actuator",
			"/application.yml" })
	void everythingElseNeedsAToken(String path) {
		Problems.assertProblem(this.client.get().uri(path).exchange(), HttpStatus.UNAUTHORIZED, "token_missing");
	}

	@Test
	void pageIsReadOnly() {
		Problems.assertProblem(this.client.post().uri("/").exchange(), HttpStatus.UNAUTHORIZED, "token_missing");
	}

	/**
	 * The page's policy forbids all of this; a browser would only report it in its
	 * console.
	 */
	@ParameterizedTest
	@MethodSource("files")
	void fileKeepsThePolicyOfThePage(Resource file) throws IOException {
		assertThat(file.getContentAsString(StandardCharsets.UTF_8)).doesNotContain("innerHTML", "outerHTML",
				"insertAdjacentHTML", "document.write", "localStorage", "sessionStorage", "indexedDB",
				"document.cookie", "eval(", "style=", "onclick=", "https://", "<style", "<script>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/reset" })
	void pageHasAPolicyWithoutInlineCode(String path) {
		String page = this.client.get().uri(path).exchange().returnResult(String.class).getResponseBody();
		assertThat(page).contains("Content-Security-Policy", "default-src 'none'", "script-src 'self'")
			.doesNotContain("unsafe-inline", "unsafe-eval");
	}

	@ParameterizedTest
	@CsvSource({ "index.html, app.js", "mail.html, mail.js" })
	void everyIdThatIsReferredToIsThereOnce(String name, String script) throws IOException {
		String page = read(name);
		List<String> ids = matches("\\sid=\"([^\"]+)\"", page);
		List<String> referredTo = Stream
			.concat(matches("\\s(?:for|aria-describedby|aria-labelledby)=\"([^\"]+)\"", page).stream(),
					matches("byId\\('([^']+)'\\)", read(script)).stream())
			.flatMap((names) -> Stream.of(names.split(" ")))
			.toList();
		assertThat(ids).doesNotHaveDuplicates().containsAll(referredTo);
		assertThat(referredTo).isNotEmpty();
		assertThat(read(script)).doesNotContain("getElementById('");
	}

	@Test
	void everyPathIsRelativeToThePage() throws IOException {
		assertThat(matches("(?:src|href|action)=\"([^\"]+)\"", read("index.html"))).hasSize(4)
			.noneMatch((path) -> path.startsWith("/"));
		assertThat(matches("['`](/?api/[^'`]*)['`]", read("app.js")))
			.contains("api/auth/signup", "api/auth/login", "api/auth/refresh", "api/auth/logout", "api/auth/password",
					"api/auth/sessions", "api/auth/email", "api/auth/me")
			.allMatch((path) -> path.startsWith("api/"));
	}

	@ParameterizedTest
	@CsvSource({ "sign-in-email, email, email", "sign-in-password, password, current-password",
			"sign-up-email, email, email", "sign-up-password, password, new-password",
			"current-password, current_password, current-password", "new-password, new_password, new-password",
			"new-email, new_email, email" })
	void fieldHasTheNameOfTheApiALabelAndAPlaceForItsErrors(String id, String name, String autocomplete)
			throws IOException {
		String page = read("index.html");
		assertThat(matches("<input id=\"" + id + "\"([^>]*)>", page)).singleElement()
			.asString()
			.contains(" name=\"" + name + "\"", " autocomplete=\"" + autocomplete + "\"", " required",
					" aria-describedby=\"" + id + "-error\"");
		assertThat(page).contains("<label for=\"" + id + "\">", "<p id=\"" + id + "-error\" class=\"error\">");
	}

	@ParameterizedTest
	@ValueSource(strings = { "task", "session" })
	void everyPartThatTheScriptFillsIsInItsTemplate(String template) throws IOException {
		String filling = between("byId('" + template + "-template')", "\n  return row;", read("app.js"));
		String part = between("<template id=\"" + template + "-template\">", "</template>", read("index.html"));
		assertThat(matches("find\\('\\.([\\w-]+)", filling)).isNotEmpty()
			.isSubsetOf(matches("class=\"([^\"]+)\"", part).stream()
				.flatMap((names) -> Stream.of(names.split(" ")))
				.toList());
	}

	@Test
	void everyButtonSaysWhetherItSubmits() throws IOException {
		assertThat(matches("<button([^>]*)>", read("index.html"))).isNotEmpty()
			.allMatch((attributes) -> attributes.matches(".* type=\"(submit|button)\".*"));
	}

	/**
	 * A single place ensures that no call stores responses in the browser's cache, and
	 * that the page's data ends with the session.
	 */
	@Test
	void everyRequestIsMadeInOnePlace() throws IOException {
		assertThat(read("app.js")).containsOnlyOnce("fetch(")
			.containsOnlyOnce("cache: 'no-store', signal,")
			.containsOnlyOnce("Authorization");
	}

	/**
	 * Otherwise, users who are refused for too many attempts would keep trying.
	 */
	@Test
	void everyRefusalSaysWhenToTryAgain() throws IOException {
		assertThat(between("async function problemOf(", "\n}", read("app.js")))
			.contains("response.headers.get('Retry-After')", "Try again in ${durationOf(seconds)}.");
	}

	/**
	 * Two concurrent refreshes with one token would look like reuse.
	 */
	@Test
	void refreshIsMadeInOnePlaceThatCallersShare() throws IOException {
		assertThat(read("app.js")).containsOnlyOnce("api/auth/refresh")
			.containsOnlyOnce("caller.refreshing ??= exchange(caller)");
		assertThat(matches("(\\bexchange\\()", read("app.js"))).as("its declaration and its call").hasSize(2);
	}

	private static String read(String name) throws IOException {
		return new ClassPathResource("static/" + name).getContentAsString(StandardCharsets.UTF_8);
	}

	private static String between(String start, String end, String text) {
		int from = text.indexOf(start);
		return text.substring(from, text.indexOf(end, from));
	}

	private static List<String> matches(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((match) -> match.group(1)).toList();
	}

	static Stream<Resource> files() throws IOException {
		return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:/static/**/*.*"));
	}

}
