package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.example.notes.NotesApplication;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.docs.Page.Block;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests that run the shell blocks of the documentation, page by page, in an empty
 * directory and with the service of {@code docs/getting-started.md}. The tests are
 * skipped if a command is not installed, unless the environment requires them.
 */
class ShellBlockTests {

	private static final String REQUIRED = "JWT_SECURITY_REQUIRE_SHELL";

	/** The line of {@code docs/getting-started.md} that generates the secret. */
	private static final String SECRET = "(umask 077 && openssl rand -base64 48 > secret.txt)";

	/** A command that creates the files of a key pair, which some blocks read. */
	private static final String KEYS = "openssl req -x509 -newkey ed25519 -nodes -subj /CN=issuer -keyout private.pem"
			+ " -out certificate.pem 2>&1";

	/** The blocks that are not run, by their beginning, with the reason. */
	private static final Map<String, String> NOT_RUN = Map.ofEntries(
			Map.entry("./mvnw ", "builds the repository, or starts the sample, which its own tests do"),
			Map.entry("mvn spring-boot:run", "starts the service that this test starts itself"),
			Map.entry("java -XX:AOTCacheOutput", "starts the sample with JDK 25, as .ci/aot does"),
			Map.entry("doctor", "runs a packaged service in the way of TokenDoctorDocumentationTests"),
			Map.entry("OPERATOR_TOKEN=", "calls the endpoint of TokenDoctorDocumentationTests"),
			Map.entry("npm pack ", "installs the client, as FrontEndTests does"),
			Map.entry("JWT_SECRET=$(openssl rand -base64 48) TLS_CERTIFICATE=",
					"starts the sample in the way of ProdProfileTests"),
			Map.entry("BETTER_AUTH_URL=", "starts the sample in the way of BetterAuthProfileTests"),
			Map.entry("jwt-security-starter/src/benchmark/", "measures for minutes"),
			Map.entry("curl -X POST -H \"Authorization: Bearer $TOKEN\" https://accounts.example/",
					"calls the endpoint of SigningKeyEndpointTests"));

	/** Texts in the output of a page, in their order. */
	private static final Map<String, List<String>> EXPECTED = Map.of("README.md",
			List.of("access_token", "HTTP/1.1 201", "HTTP/1.1 401", "HTTP/1.1 403"), "getting-started.md",
			List.of("eyJ", "HTTP/1.1 200", "[\"a note of alice\"]", "HTTP/1.1 401", "token_missing", "HTTP/1.1 403",
					"not_owner", "HTTP/1.1 200", "HTTP/1.1 403"),
			"sessions.md", List.of("\"refresh_token\"", "\"sessions\""), "key-sets.md",
			List.of("BEGIN PUBLIC KEY", "BEGIN PUBLIC KEY"), "audit.md",
			List.of("ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976"));

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext service;

	private static String origin;

	private static Map<String, String> variables;

	/**
	 * Starts the service with a secret from the page, and signs a user up.
	 */
	@BeforeAll
	static void start() throws IOException, InterruptedException {
		String secret = run(directory, Map.of(), List.of(SECRET, "cat secret.txt")).strip();
		service = new SpringApplicationBuilder(NotesApplication.class, NoteServer.Library.class, Tasks.class).run(
				"--server.port=0", "--spring.main.banner-mode=off", "--spring.boot.enableautoconfiguration=false",
				"--jwt-security.secret=" + secret, "--jwt-security.accounts.enabled=true",
				"--jwt-security.rate-limit.enabled=false");
		origin = "http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port");
		Answer user = new JsonHttp(origin).post("/api/auth/signup",
				Map.of("email", "shell@example.com", "password", "Correct-horse-1"));
		variables = Map.of("JWT_SECRET", secret, "TOKEN", user.token(), "REFRESH_TOKEN", user.refreshToken());
	}

	@AfterAll
	static void stop() {
		if (service != null) {
			service.close();
		}
	}

	@ParameterizedTest
	@MethodSource
	void blocksAreRun(Page page) throws IOException, InterruptedException {
		String name = page.path().getFileName().toString();
		Path empty = Files.createDirectory(directory.resolve(name));
		List<String> commands = Stream
			.concat(Stream.of(KEYS, "cp private.pem old.pem"),
					runnable(page).map(Block::text).map(ShellBlockTests::withThisService))
			.toList();
		assertThat(run(empty, variables, commands)).containsSubsequence(EXPECTED.getOrDefault(name, List.of("")));
	}

	static Stream<Page> blocksAreRun() {
		return Page.withCode().stream().filter((page) -> runnable(page).findAny().isPresent());
	}

	@Test
	void everyExceptionIsNeeded() {
		assertThat(NOT_RUN.keySet())
			.allSatisfy((beginning) -> assertThat(Page.withCode().stream().flatMap(ShellBlockTests::shell))
				.anyMatch((block) -> block.text().startsWith(beginning)));
		assertThat(Page.withCode().stream().map((page) -> page.path().getFileName().toString()))
			.containsAll(EXPECTED.keySet());
	}

	private static Stream<Block> runnable(Page page) {
		return shell(page).filter((block) -> NOT_RUN.keySet().stream().noneMatch(block.text()::startsWith));
	}

	private static Stream<Block> shell(Page page) {
		return page.blocks().stream().filter((block) -> block.language().equals("shell"));
	}

	/**
	 * Returns a block that calls the service of this test, and uses its secret.
	 */
	private static String withThisService(String block) {
		return block.replace("http://localhost:8080", origin)
			.replace(SECRET, "printf '%s\\n' \"$JWT_SECRET\" > secret.txt");
	}

	/**
	 * Runs commands in one shell, which ends with the first command that fails. The test
	 * is skipped if a program is not installed.
	 */
	static String run(Path directory, Map<String, String> variables, List<String> commands)
			throws IOException, InterruptedException {
		for (String command : List.of("bash", "curl", "openssl", "sha256sum")) {
			boolean present = Stream.of(System.getenv("PATH").split(":"))
				.anyMatch((path) -> Files.isExecutable(Path.of(path, command)));
			assumeTrue(present || Boolean.parseBoolean(System.getenv(REQUIRED)), command + " is not installed");
		}
		ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", String.join("\n", commands))
			.directory(directory.toFile())
			.redirectErrorStream(true);
		bash.environment().putAll(variables);
		Process process = bash.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	/**
	 * The handlers of the sample that the README calls.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(TaskController.class)
	static class Tasks {

	}

	@RestController
	static class TaskController {

		@PostMapping("/api/{user_id}/tasks")
		@ResponseStatus(HttpStatus.CREATED)
		void create() {
		}

		@GetMapping("/api/{user_id}/tasks")
		List<String> list() {
			return List.of();
		}

	}

}
