package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for a service with DevTools and lazy initialization.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(OrderAnnotation.class)
class NotesApplicationTests {

	private static final String SECRET = "q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n";

	private static final String[] ARGUMENTS = { "--JWT_SECRET=" + SECRET, "--server.port=0",
			"--spring.devtools.livereload.enabled=false" };

	@AfterEach
	void clearProperties() {
		System.clearProperty("notes.port");
		System.clearProperty("notes.class-loader");
	}

	/**
	 * DevTools does not restart an application that a test starts, which it recognizes by
	 * the stack of the thread. The first application of the process decides.
	 */
	@Test
	@Order(1)
	void guardWorksInTheClassLoaderOfEachRestart(CapturedOutput output) throws Exception {
		new Thread(() -> NotesApplication.main(ARGUMENTS), "main").start();
		assertGuarded(awaitProperty("notes.port"));
		String loader = awaitProperty("notes.class-loader");
		assertThat(loader).contains("RestartClassLoader");
		clearProperties();
		Restarter.getInstance().restart();
		assertGuarded(awaitProperty("notes.port"));
		assertThat(awaitProperty("notes.class-loader")).contains("RestartClassLoader").isNotEqualTo(loader);
		assertThat(output).containsPattern("(?s)(GET /users/\\{id}.*){2}");
	}

	@Test
	void lazyControllerThenItsRoutesAreCheckedAtStartUp() {
		String[] arguments = { ARGUMENTS[0], ARGUMENTS[1], ARGUMENTS[2], "--jwt-security.ownership.lookalikes=fail" };
		assertThatException().isThrownBy(() -> SpringApplication.run(NotesApplication.class, arguments))
			.withMessageContaining("/users/{id}");
	}

	@Test
	void lazyKeysThenTheSecretIsCheckedAtStartUp() {
		assertThatException()
			.isThrownBy(() -> SpringApplication.run(NotesApplication.class, "--JWT_SECRET=secret", "--server.port=0"))
			.withMessageContaining("jwt-security.secret");
	}

	private static String awaitProperty(String name) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> System.getProperty(name), (value) -> value != null);
	}

	private static void assertGuarded(String port) throws Exception {
		String token = token();
		assertThat(get(port, "/api/alice/notes", "no token").statusCode()).isEqualTo(401);
		assertThat(get(port, "/api/bob/notes", token).statusCode()).isEqualTo(403);
		assertThat(get(port, "/api/alice/notes", token).body()).isEqualTo("[\"a note of alice\"]");
	}

	private static HttpResponse<String> get(String port, String path, String token) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Authorization", "Bearer " + token)
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private static String token() throws Exception {
		long now = Instant.now().getEpochSecond();
		String input = encode("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
				+ encode("{\"user_id\":\"alice\",\"email\":\"a@example.com\",\"iat\":%d,\"exp\":%d}"
					.formatted(now, now + 60)
					.getBytes(StandardCharsets.UTF_8));
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return input + "." + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
