package io.github.jwtsecurity.sample;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;

import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the application with the profile {@code prod}, as an operator starts it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProdProfileTests {

	private static final String SECRET = "--JWT_SECRET=a-secret-of-this-test-that-is-long-enough";

	/**
	 * A record with a ClientHello (RFC 5246, section 7.4.1.2): a version, fixed bytes in
	 * place of the random ones, no session, a cipher for TLS 1.1 and one for TLS 1.2, no
	 * compression, a curve, its format, and a signature algorithm.
	 */
	private static final String CLIENT_HELLO = "1603010047" + "01000043%s" + "00".repeat(32) + "00" + "0004c009c02b"
			+ "0100" + "0016" + "000a000400020017" + "000b00020100" + "000d000400020403";

	@TempDir
	private static Path directory;

	private static TestCertificate certificate;

	private static ConfigurableApplicationContext application;

	private static int port;

	@BeforeAll
	static void start() throws Exception {
		certificate = TestCertificate.in(directory);
		application = run(SECRET);
		port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void startsWithoutAWarning(CapturedOutput output) {
		run(SECRET).close();
		assertThat(output).contains("(https)");
		assertThat(Warnings.in(output)).isEmpty();
	}

	@Test
	void userKeepsTasksOverTls() {
		Accounts accounts = new Accounts(RestTestClient.bindToServer(new JdkClientHttpRequestFactory(client()))
			.baseUrl("https://localhost:" + port)
			.build());
		User user = accounts.signUp();
		ResponseSpec created = user.client()
			.post()
			.uri("/api/{user_id}/tasks", user.id())
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("title", "Buy milk"))
			.exchange();
		created.expectStatus().isCreated();
		ResponseSpec tasks = user.client().get().uri("/api/{user_id}/tasks", user.id()).exchange();
		tasks.expectBody().jsonPath("$[*].title").isEqualTo("Buy milk");
		Stream.of(created, tasks, accounts.post("login", "nobody@example.com", Accounts.PASSWORD))
			.forEach((response) -> response.expectHeader()
				.valueEquals("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v3/api-docs", "/swagger-ui.html", "/swagger-ui/index.html" })
	void descriptionOfTheApiIsOff(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path)).build();
		assertThat(client().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
	}

	@Test
	void clientThatTrustsTheCertificateSpeaksTls13() throws Exception {
		HttpResponse<String> page = client().send(request(), BodyHandlers.ofString());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.sslSession()).map(SSLSession::getProtocol).contains("TLSv1.3");
	}

	@Test
	void clientThatDoesNotTrustTheCertificateIsNotConnected() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> HttpClient.newHttpClient().send(request(), BodyHandlers.ofString()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator/health", "/api/auth/me" })
	void plainHttpIsAnsweredByTomcatAlone(String path) throws IOException {
		byte[] request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(StandardCharsets.UTF_8);
		try (Socket socket = connect(request)) {
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 400 ")
				.endsWith("This combination of host and port requires TLS.\r\n")
				.doesNotContainIgnoringCase("Location:", "Set-Cookie:");
		}
	}

	/**
	 * The response to the last version shows that older versions are refused because of
	 * the version.
	 */
	@ParameterizedTest
	@CsvSource({ "0300, 21, 0246", "0301, 21, 0246", "0302, 21, 0246", "0303, 22, 02" })
	void olderVersionsOfTlsAreNotOffered(String version, int type, String content) throws IOException {
		try (Socket socket = connect(HexFormat.of().parseHex(CLIENT_HELLO.formatted(version)))) {
			DataInputStream answer = new DataInputStream(socket.getInputStream());
			assertThat(answer.readUnsignedByte()).isEqualTo(type);
			answer.readShort();
			byte[] bytes = answer.readNBytes(answer.readUnsignedShort());
			assertThat(HexFormat.of().formatHex(bytes)).startsWith(content);
		}
	}

	@Test
	void secretIsMissingThenStartFailsAndSaysSo(CapturedOutput output) {
		assertThatExceptionOfType(Exception.class).isThrownBy(ProdProfileTests::run);
		assertThat(output).contains("APPLICATION FAILED TO START",
				"jwt-security.secret holds a placeholder that was not replaced: JWT_SECRET is not set.",
				"Set the variable JWT_SECRET");
	}

	@Test
	void secretIsBlankThenStartFailsAndSaysSo(CapturedOutput output) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run("--JWT_SECRET="));
		assertThat(output).contains("APPLICATION FAILED TO START", "No key source is set", "Set jwt-security.secret");
	}

	/**
	 * Runs the application without the environment variables of the test run.
	 */
	private static ConfigurableApplicationContext run(String... arguments) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		Stream<String> all = Stream.of("--server.port=0", "--TLS_CERTIFICATE=" + certificate.certificate(),
				"--TLS_PRIVATE_KEY=" + certificate.privateKey());
		return new SpringApplicationBuilder(SampleApplication.class).environment(environment)
			.profiles("prod")
			.run(Stream.concat(all, Stream.of(arguments)).toArray(String[]::new));
	}

	private static HttpClient client() {
		return HttpClient.newBuilder().sslContext(certificate.trust()).build();
	}

	private static HttpRequest request() {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/")).build();
	}

	private static Socket connect(byte[] request) throws IOException {
		Socket socket = new Socket("localhost", port);
		socket.setSoTimeout(20_000);
		socket.getOutputStream().write(request);
		return socket;
	}

}
