package io.github.jwtsecurity.sample.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import io.github.jwtsecurity.sample.Problems;
import io.github.jwtsecurity.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the web page, which is open to everybody.
 */
@SampleTest
class WebPageTests {

	private static final String CLIENT = "jwt-security-client.js";

	private static final Map<String, String> TYPES = Map.of("js", "text/javascript", "css", "text/css", "svg",
			"image/svg+xml");

	/** Tomcat does not compress shorter responses. */
	private static final int COMPRESSED_LENGTH = 2048;

	@Autowired
	private RestTestClient client;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/signup", "/tasks", "/tasks/somebody", "/account", "/verify", "/reset",
			"/email", "/login?next=tasks" })
	void pageNeedsNoTokenAndIsNotStored(String path) {
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
			ResponseSpec response = this.client.method(method).uri(path).exchange();
			response.expectStatus().isOk();
			response.expectHeader().contentType("text/html;charset=UTF-8");
			response.expectHeader().valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
			response.expectHeader().doesNotExist(HttpHeaders.SET_COOKIE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/reset" })
	void pageHasAPolicyWithoutInlineCode(String path) {
		HttpHeaders headers = this.client.get().uri(path).exchange().returnResult(String.class).getResponseHeaders();
		assertThat(headers.get("Content-Security-Policy")).singleElement()
			.asString()
			.contains("default-src 'none'; ", "script-src 'self'; ", "connect-src 'self'; ", "form-action 'none'; ",
					"frame-ancestors 'none'; ", "require-trusted-types-for 'script'; ", "trusted-types 'none'")
			.doesNotContain("unsafe-inline", "unsafe-eval", "http:", "https:", "data:", "*");
		assertThat(headers.get("Permissions-Policy")).singleElement()
			.asString()
			.contains("camera=()", "geolocation=()");
		assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
		assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
	}

	@ParameterizedTest
	@MethodSource("assets")
	void assetIsServedAndKept(Resource file) throws IOException {
		String path = "/" + assetsPath() + nameOf(file);
		for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
			ResponseSpec response = this.client.method(method).uri(path).exchange();
			response.expectStatus().isOk();
			response.expectHeader().contentTypeCompatibleWith(TYPES.get(StringUtils.getFilenameExtension(path)));
			response.expectHeader().valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable");
			response.expectHeader().doesNotExist(HttpHeaders.SET_COOKIE);
		}
		this.client.get().uri(path).exchange().expectBody(byte[].class).isEqualTo(file.getContentAsByteArray());
	}

	@ParameterizedTest
	@MethodSource("assets")
	void assetIsCompressed(Resource file) throws Exception {
		HttpResponse<byte[]> response = get(assetsPath() + nameOf(file), HttpHeaders.ACCEPT_ENCODING, "gzip");
		assertThat(response.statusCode()).isEqualTo(200);
		byte[] body = response.body();
		if (file.contentLength() >= COMPRESSED_LENGTH) {
			assertThat(response.headers().allValues(HttpHeaders.CONTENT_ENCODING)).containsExactly("gzip");
			assertThat(response.headers().allValues(HttpHeaders.VARY)).contains("accept-encoding");
			body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
		}
		assertThat(body).isEqualTo(file.getContentAsByteArray());
	}

	@Test
	void pathOfTheAssetsChangesWithTheirContent() throws Exception {
		Resource[] files = { resource("a"), resource("b") };
		String hash = PageAssets.hash(files);
		assertThat(hash).hasSize(16).isEqualTo(PageAssets.hash(resource("a"), resource("b")));
		assertThat(PageAssets.hash(resource("a"), resource("c"))).isNotEqualTo(hash);
		assertThat(PageAssets.hash(resource("a"))).isNotEqualTo(hash);
		assertThat(PageAssets.hash(resource("ab"))).isNotEqualTo(hash);
	}

	@Test
	void assetOfAnotherVersionIsNotServed() {
		for (String path : List.of("assets/0123456789abcdef/app.js", "assets/app.js", assetsPath() + "missing.js",
				assetsPath())) {
			Problems.assertProblem(this.client.get().uri("/" + path).exchange(), HttpStatus.NOT_FOUND, "not_found");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "../index.html", "%2e%2e/index.html", "views/../../index.html", "..%2findex.html",
			"../../application.yml" })
	void nothingElseIsServedAsAnAsset(String path) throws Exception {
		assertThat(get(assetsPath() + path).statusCode()).isIn(400, 401, 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/page/index.html", "/app.js", "/login/x", "/tasks/somebody/x",
			"/api/demo/tasks", "/api/auth/me", "/error", "/actuator", "/application.yml" })
	void everythingElseNeedsAToken(String path) {
		Problems.assertProblem(this.client.get().uri(path).exchange(), HttpStatus.UNAUTHORIZED, "token_missing");
	}

	@Test
	void pageIsReadOnly() {
		for (String path : List.of("/", "/login", "/" + assetsPath() + "app.js")) {
			Problems.assertProblem(this.client.post().uri(path).exchange(), HttpStatus.UNAUTHORIZED, "token_missing");
		}
	}

	/**
	 * The policy of the page forbids most of this; a browser would only report it in its
	 * console. A single place that stores something makes sure that a logout removes it.
	 */
	@ParameterizedTest
	@MethodSource("files")
	void fileKeepsThePolicyOfThePage(Resource file) throws IOException {
		String content = file.getContentAsString(StandardCharsets.UTF_8);
		assertThat(content).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
				"sessionStorage", "indexedDB", "document.cookie", "eval(", "new Function", "style=", "onclick=",
				"https://", "<style", "<script>");
		if (!CLIENT.equals(file.getFilename())) {
			assertThat(content).doesNotContain("localStorage");
		}
	}

	@Test
	void everyPathOfThePageIsRelative() throws IOException {
		assertThat(matches("(?:src|href|action)=\"([^\"]+)\"", read("index.html"))).isNotEmpty()
			.noneMatch((path) -> path.startsWith("/"));
		assertThat(matches("from '([^']+)'", scripts())).isNotEmpty().allMatch((path) -> path.startsWith("."));
		assertThat(matches("['`](/?api/[^'`]*)['`]", scripts())).contains("api/auth")
			.filteredOn((path) -> path.startsWith("/"))
			.as("the address of the tokens of Better Auth")
			.containsExactly("/api/auth/token");
	}

	@Test
	void everyIdThatIsReferredToIsThereOnce() throws IOException {
		List<String> ids = matches("\\sid=\"([^\"]+)\"", read("index.html"));
		List<String> referredTo = matches("byId\\('([^']+)'\\)", read("assets/app.js"));
		assertThat(ids).doesNotHaveDuplicates().containsAll(referredTo);
		assertThat(referredTo).isNotEmpty();
	}

	private String assetsPath() {
		String page = this.client.get().uri("/").exchange().returnResult(String.class).getResponseBody();
		return matches("src=\"(assets/[0-9a-f]{16}/)app\\.js\"", page).get(0);
	}

	private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/" + path));
		return HttpClient.newHttpClient()
			.send(((headers.length > 0) ? request.headers(headers) : request).build(), BodyHandlers.ofByteArray());
	}

	/**
	 * Returns the scripts of the page without the client, which has a default address.
	 */
	private static String scripts() throws IOException {
		StringBuilder scripts = new StringBuilder();
		for (Resource file : assets().filter((asset) -> !CLIENT.equals(asset.getFilename())).toList()) {
			scripts.append(file.getContentAsString(StandardCharsets.UTF_8));
		}
		return scripts.toString();
	}

	private static Resource resource(String content) {
		return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8));
	}

	private static String read(String name) throws IOException {
		return new ClassPathResource("page/" + name).getContentAsString(StandardCharsets.UTF_8);
	}

	private static List<String> matches(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((match) -> match.group(1)).toList();
	}

	static Stream<Resource> files() throws IOException {
		return Stream.concat(Stream.of(new ClassPathResource("page/index.html")), assets());
	}

	static Stream<Resource> assets() throws IOException {
		return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:/page/assets/**/*.*"));
	}

	private static String nameOf(Resource asset) throws IOException {
		return asset.getURL().toString().split("/page/assets/")[1];
	}

}
