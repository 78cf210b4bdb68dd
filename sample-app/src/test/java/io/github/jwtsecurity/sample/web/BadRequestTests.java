package io.github.jwtsecurity.sample.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Scanner;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.Problems;
import io.github.jwtsecurity.sample.Users;
import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that invalid requests are refused and change nothing, on every database.
 */
abstract class BadRequestTests {

	private static final String TASK = "{\"title\": \"Title\"}";

	private static final int BODY_LIMIT = 64 * 1024;

	@Autowired
	private Users users;

	@LocalServerPort
	private int port;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private User user;

	@BeforeEach
	void createUser() {
		this.user = this.users.create();
	}

	@AfterEach
	void expectNoTasks() throws Exception {
		assertThat(send(request("").GET()).body()).isEqualTo("[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "1", "\"text\"", "\"\"", "[]", "[{\"title\": \"Title\"}]", "{",
			"{\"title\": \"Title\"} x", "{\"title\": \"Title\"}{}", "{\"title\": 1}", "{\"title\": 1.5}",
			"{\"title\": true}", "{\"title\": [\"Title\"]}", "{\"title\": {}}",
			"{\"title\": \"Title\", \"description\": 1}", "{\"title\": \"Title\", \"completed\": \"true\"}",
			"{\"title\": \"Title\", \"completed\": \"\"}", "{\"title\": \"Title\", \"completed\": 1}",
			"{\"title\": \"Title\", \"completed\": 1e999999999}" })
	void bodyThatIsNoTaskIsInvalid(String body) throws Exception {
		Problems.assertProblem(post("application/json", body), HttpStatus.BAD_REQUEST, "invalid_request")
			.doesNotHavePath("$.errors");
	}

	@Test
	void requestWithoutBodyIsInvalid() throws Exception {
		Problems.assertProblem(send(request("").POST(BodyPublishers.noBody())), HttpStatus.BAD_REQUEST,
				"invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{\"x\": " })
	void deeplyNestedBodyIsInvalid(String opening) throws Exception {
		String body = "{\"title\": \"Title\", \"x\": " + opening.repeat(5000);
		Problems.assertProblem(post("application/json", body), HttpStatus.BAD_REQUEST, "invalid_request");
	}

	@Test
	void hugeNumberIsInvalid() throws Exception {
		String body = "{\"title\": \"Title\", \"x\": %s}".formatted("9".repeat(5000));
		Problems.assertProblem(post("application/json", body), HttpStatus.BAD_REQUEST, "invalid_request");
	}

	@Test
	void longNameIsInvalid() throws Exception {
		String body = "{\"title\": \"Title\", \"%s\": 1}".formatted("x".repeat(101));
		Problems.assertProblem(post("application/json", body), HttpStatus.BAD_REQUEST, "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "FF", "C080", "EDA080", "C3" })
	void bodyThatIsNotUtf8IsInvalid(String title) throws Exception {
		byte[] body = HexFormat.of().parseHex("7B227469746C65223A22" + title + "227D");
		Problems.assertProblem(post("application/json", BodyPublishers.ofByteArray(body)), HttpStatus.BAD_REQUEST,
				"invalid_request");
	}

	@ParameterizedTest
	@MethodSource
	void invalidFieldIsNamed(String body, String field, String message) throws Exception {
		Problems.assertProblem(post("application/json", body), HttpStatus.BAD_REQUEST, "invalid_request")
			.extractingPath("$.errors")
			.asArray()
			.singleElement()
			.hasToString("{field=%s, message=%s}".formatted(field, message));
	}

	static Stream<Arguments> invalidFieldIsNamed() {
		String notStorable = "must not have NUL characters or unpaired surrogates";
		return Stream.of(Arguments.of("{}", "title", "must not be blank"),
				Arguments.of("{\"title\": null}", "title", "must not be blank"),
				Arguments.of("{\"title\": \"\"}", "title", "must not be blank"),
				Arguments.of("{\"title\": \" \\t\\n\"}", "title", "must not be blank"),
				Arguments.of("{\"title\": \"%s\"}".formatted("\uD83D\uDE00".repeat(201)), "title",
						"must have at most 200 characters"),
				Arguments.of("{\"title\": \"a\\u0000b\"}", "title", notStorable),
				Arguments.of("{\"title\": \"a\\ud800b\"}", "title", notStorable),
				Arguments.of("{\"title\": \"Title\", \"description\": \"\\u0000\"}", "description", notStorable),
				Arguments.of("{\"title\": \"Title\", \"description\": \"\\udc00\\ud800\"}", "description", notStorable),
				Arguments.of("{\"title\": \"Title\", \"description\": \"%s\"}".formatted("x".repeat(10_001)),
						"description", "must have at most 10000 characters"));
	}

	@Test
	void allInvalidFieldsAreNamed() throws Exception {
		HttpResponse<String> response = post("application/json", "{\"title\": \"\", \"description\": \"\\u0000\"}");
		Problems.assertProblem(response, HttpStatus.BAD_REQUEST, "invalid_request")
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly("description", "title");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "application/*", "*/*", "garbage",
			"application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data;boundary=x",
			"application/json;charset=nope", "application/json;charset=\"" })
	void contentTypeThatIsNotJsonIsUnsupported(String contentType) throws Exception {
		Problems.assertProblem(post(contentType, "a=%zz"), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/xml", "garbage", ";;;", "application/json;q=2" })
	void representationThatIsNotJsonIsNotAcceptable(String accept) throws Exception {
		HttpRequest.Builder request = request("").header("Content-Type", "application/json")
			.header("Accept", accept)
			.POST(BodyPublishers.ofString(TASK));
		Problems.assertProblem(send(request), HttpStatus.NOT_ACCEPTABLE, "not_acceptable");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void bodyAboveTheLimitIsTooLarge(boolean chunked) throws Exception {
		Problems.assertProblem(post("application/json", body(BODY_LIMIT + 1, chunked)), HttpStatus.CONTENT_TOO_LARGE,
				"payload_too_large");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void bodyAtTheLimitIsRead(boolean chunked) throws Exception {
		HttpResponse<String> response = send(
				request("/unknown").header("Content-Type", "application/json").PUT(body(BODY_LIMIT, chunked)));
		Problems.assertProblem(response, HttpStatus.NOT_FOUND, "not_found");
	}

	@Test
	void methodThatThePathDoesNotHaveIsNotAllowed() throws Exception {
		HttpResponse<String> response = send(request("").PUT(BodyPublishers.noBody()));
		Problems.assertProblem(response, HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed");
		assertThat(response.headers().firstValue("Allow"))
			.hasValueSatisfying((allow) -> assertThat(allow.split(", *")).containsExactlyInAnyOrder("GET", "POST"));
	}

	@Test
	void errorOfTheContainerIsAProblemOfTheRequestedPath() throws Exception {
		HttpResponse<String> response = send(request("").method("TRACE", BodyPublishers.noBody()));
		Problems.assertProblem(response, HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed")
			.extractingPath("$.instance")
			.isEqualTo("/api/%s/tasks".formatted(this.user.id()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/x/y" })
	void unknownPathIsNotFound(String path) throws Exception {
		Problems.assertProblem(send(request(path).GET()), HttpStatus.NOT_FOUND, "not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%zz", "%00", "%FF", "%2F", "..", "/x", "x;y=z", "[x]", "\u00FC" })
	void malformedPathIsRefused(String id) throws Exception {
		assertThat(statusLine("GET /api/%s/tasks/%s HTTP/1.1".formatted(this.user.id(), id))).contains(" 400 ");
	}

	@Test
	void malformedQueryIsIgnored() throws Exception {
		assertThat(statusLine("GET /api/%s/tasks?a=%%zz&%%00 HTTP/1.1".formatted(this.user.id()))).contains(" 200 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16" })
	void namesOfOneHashCodeHinderNobody(String charset) throws Exception {
		for (int i = 0; i < 10; i++) {
			int number = i;
			put(charset, (index) -> Integer.toBinaryString(512 + index).replace("0", "bB").replace("1", "ac"));
			Problems.assertProblem(put(charset, (index) -> "name-%d-%d".formatted(number, index)), HttpStatus.NOT_FOUND,
					"not_found");
		}
	}

	private HttpResponse<String> put(String charset, IntFunction<String> names) throws Exception {
		String body = IntStream.range(0, 340)
			.mapToObj((index) -> "\"%s\": 1".formatted(names.apply(index)))
			.collect(Collectors.joining(",", "{\"title\": \"Title\",", "}"));
		return send(request("/unknown").header("Content-Type", "application/json;charset=" + charset)
			.PUT(BodyPublishers.ofString(body, Charset.forName(charset))));
	}

	private HttpRequest.Builder request(String path) {
		URI uri = URI.create("http://localhost:%d/api/%s/tasks%s".formatted(this.port, this.user.id(), path));
		return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + this.user.token());
	}

	private HttpResponse<String> post(String contentType, String body) throws Exception {
		return post(contentType, BodyPublishers.ofString(body));
	}

	private HttpResponse<String> post(String contentType, BodyPublisher body) throws Exception {
		return send(request("").header("Content-Type", contentType).POST(body));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static BodyPublisher body(int length, boolean chunked) {
		byte[] body = (TASK + " ".repeat(length - TASK.length())).getBytes(StandardCharsets.UTF_8);
		return chunked ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
				: BodyPublishers.ofByteArray(body);
	}

	/**
	 * Sends a request that HTTP clients do not send.
	 */
	private String statusLine(String requestLine) throws IOException {
		try (Socket socket = new Socket("localhost", this.port)) {
			String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
					+ this.user.token() + "\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			try (Scanner response = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8)) {
				return response.nextLine();
			}
		}
	}

}
