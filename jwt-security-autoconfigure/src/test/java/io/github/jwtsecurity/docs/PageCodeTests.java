package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for the JavaScript client with the cookies of {@code docs/sessions.md}, in
 * Node.js with a running service. The tests are skipped if Node.js is not installed,
 * unless the environment requires them.
 */
class PageCodeTests {

	private static final Path SCRIPT = Path.of("src/test/resources/docs/page.mjs");

	private static final String REQUIRED = "JWT_SECURITY_REQUIRE_NODE";

	private static final Map<Boolean, NoteServer> servers = new HashMap<>();

	private static final Map<Boolean, NoteServer> serversWithLimits = new HashMap<>();

	@BeforeAll
	static void start() {
		for (boolean refreshOnly : List.of(true, false)) {
			String cookies = "jwt-security.cookie.refresh-only=" + refreshOnly;
			servers.put(refreshOnly,
					NoteServer.startWithAccounts(NoteRoutes.class, "jwt-security.cookie.enabled=true", cookies));
			serversWithLimits.put(refreshOnly, NoteServer.start(NoteRoutes.class, "jwt-security.accounts.enabled=true",
					"jwt-security.cookie.enabled=true", cookies, "jwt-security.rate-limit.login.per-account=1/1d",
					"jwt-security.rate-limit.refresh.per-address=1/1d"));
		}
	}

	@AfterAll
	static void stop() {
		Stream.of(servers, serversWithLimits).map(Map::values).flatMap(Collection::stream).forEach(NoteServer::close);
	}

	@ParameterizedTest
	@MethodSource
	void scenarioIsAsDocumented(String scenario, boolean refreshOnly) throws IOException, InterruptedException {
		Process node;
		try {
			node = new ProcessBuilder("node", SCRIPT.toString(), scenario, origin(servers.get(refreshOnly)),
					origin(serversWithLimits.get(refreshOnly)), expired())
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

	static Stream<Arguments> scenarioIsAsDocumented() throws IOException {
		return Pattern.compile("(?m)^\\tasync (\\w+)\\(\\) \\{")
			.matcher(Files.readString(SCRIPT))
			.results()
			.map((scenario) -> scenario.group(1))
			.flatMap((scenario) -> Stream.of(true, false).map((refreshOnly) -> Arguments.of(scenario, refreshOnly)));
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
