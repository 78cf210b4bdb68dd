package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for the JavaScript of {@code docs/sessions.md}, in Node.js with a running
 * service. The tests are skipped if Node.js is not installed, unless the environment
 * requires them.
 */
class PageCodeTests {

	private static final Path SCRIPT = Path.of("src/test/resources/docs/page.mjs");

	private static final String REQUIRED = "JWT_SECURITY_REQUIRE_NODE";

	private static NoteServer server;

	private static NoteServer serverWithLimits;

	@BeforeAll
	static void start() {
		server = NoteServer.startWithAccounts(NoteRoutes.class, "jwt-security.cookie.enabled=true");
		serverWithLimits = NoteServer.start(NoteRoutes.class, "jwt-security.accounts.enabled=true",
				"jwt-security.cookie.enabled=true", "jwt-security.rate-limit.login.per-account=1/1d",
				"jwt-security.rate-limit.refresh.per-address=1/1d");
	}

	@AfterAll
	static void stop() {
		Stream.of(server, serverWithLimits).forEach(NoteServer::close);
	}

	@ParameterizedTest
	@MethodSource
	void scenarioIsAsDocumented(String scenario) throws IOException, InterruptedException {
		Process node;
		try {
			node = new ProcessBuilder("node", SCRIPT.toString(), scenario, origin(server), origin(serverWithLimits),
					expired())
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			assumeTrue(Boolean.parseBoolean(System.getenv(REQUIRED)), "Node.js is not installed");
			throw ex;
		}
		String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(node.waitFor()).as(output).isZero();
	}

	static Stream<String> scenarioIsAsDocumented() throws IOException {
		return Pattern.compile("(?m)^\\tasync (\\w+)\\(\\) \\{")
			.matcher(Files.readString(SCRIPT))
			.results()
			.map((scenario) -> scenario.group(1));
	}

	private static String origin(NoteServer of) {
		return "http://localhost:" + of.bean(Environment.class).getRequiredProperty("local.server.port");
	}

	private static String expired() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iat", 1_000_000_000);
		claims.put("exp", 1_000_000_060);
		return TestTokens.sign(claims);
	}

}
