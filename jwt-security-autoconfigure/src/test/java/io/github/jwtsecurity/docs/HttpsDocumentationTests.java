package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestCertificate;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.docs.Page.Block;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The claims of {@code docs/https.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class HttpsDocumentationTests {

	private static final Page PAGE = Page.of("docs/https.md");

	private static final String REQUIRED = "jwt-security.web.require-https=true";

	private static final String WARNING = "every request will be refused";

	private static final String HEADER = "Strict-Transport-Security";

	/** The properties that the test server sets itself: a free port and a secret. */
	private static final List<String> LEFT_OUT = List.of("jwt-security.secret", "management.server.port");

	@Test
	void plainHttpIsRefusedAsShown(CapturedOutput output) throws IOException {
		try (NoteServer server = start(0)) {
			Response response = server.get("/api/demo/notes", TestTokens.validFor("demo"));
			assertThat(response.status()).isEqualTo(403);
			assertThat(PAGE.blocks()).extracting(Block::text).contains(response.body() + "\n");
			assertThat(output).contains(WARNING);
		}
	}

	@Test
	void profileIsThatOfTheSample() {
		Page profile = Page.of("sample-app/src/main/resources/application-prod.yml");
		assertThat(yaml().get(1).text()).isEqualTo(profile.text());
	}

	@Test
	void proxyIsBelievedAndHstsIsAsShown(CapturedOutput output) throws IOException {
		try (NoteServer server = start(2)) {
			String token = "Authorization: Bearer " + TestTokens.validFor("demo");
			Response response = server.http().get("/api/demo/notes", token, "X-Forwarded-Proto: https");
			assertThat(response.status()).isEqualTo(200);
			assertThat(PAGE.blocks()).extracting(Block::text).contains(HEADER + ": " + response.header(HEADER) + "\n");
			assertThat(output).doesNotContain(WARNING);
		}
	}

	@Test
	void managementPortIsPlainBesideTls(@TempDir Path directory) throws IOException {
		TestCertificate certificate = TestCertificate.in(directory);
		try (NoteServer server = start(3, NoteServer.ALL_AUTO_CONFIGURATIONS, "management.server.port=0", REQUIRED,
				"server.ssl.key-store=" + certificate.keyStore(),
				"server.ssl.key-store-password=" + TestCertificate.PASSWORD)) {
			int port = server.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class);
			assertThat(new RawHttp(port).get("/actuator/health").status()).isEqualTo(200);
			assertThat(server.get("/actuator/health").status()).isEqualTo(400);
		}
	}

	private static NoteServer start(int index, String... properties) throws IOException {
		EnumerablePropertySource<?> shown = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("shown", new ByteArrayResource(yaml().get(index).text().getBytes(StandardCharsets.UTF_8)))
			.get(0);
		Stream<String> all = Arrays.stream(shown.getPropertyNames())
			.filter((name) -> !LEFT_OUT.contains(name))
			.map((name) -> name + "=" + shown.getProperty(name));
		return NoteServer.start(NoteRoutes.class, Stream.concat(all, Stream.of(properties)).toArray(String[]::new));
	}

	private static List<Block> yaml() {
		return PAGE.blocks().stream().filter((block) -> block.language().equals("yaml")).toList();
	}

	@Nested
	@WebMvcTest(controllers = NoteController.class,
			properties = { "jwt-security.secret=" + TestTokens.SECRET, REQUIRED })
	@Import(Notes.class)
	class Slice {

		@Autowired
		private MockMvcTester mvc;

		@Test
		void requestIsPlainUnlessItSaysSo() {
			String token = "Bearer " + TestTokens.validFor("demo");
			assertThat(this.mvc.get().uri("/api/demo/notes").header("Authorization", token)).hasStatus(403)
				.bodyText()
				.contains("https_required");
			assertThat(this.mvc.get().uri("/api/demo/notes").secure(true).header("Authorization", token))
				.hasStatus(200);
		}

	}

}
