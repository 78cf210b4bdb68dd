package io.github.jwtsecurity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that sends requests exactly as they are written, unlike HTTP clients. Each
 * character is sent as one byte.
 */
public final class RawHttp {

	private static final int TIMEOUT_MILLIS = 20_000;

	private final int port;

	public RawHttp(int port) {
		this.port = port;
	}

	public Response get(String target, String... headers) {
		return send("GET", target, headers);
	}

	public Response send(String method, String target, String... headers) {
		return sendWithBody(method, target, "", headers);
	}

	/**
	 * Posts JSON.
	 * @param body the body, which must be ASCII
	 */
	public Response post(String target, String body, String... headers) {
		return sendWithBody("POST", target, body,
				Stream
					.concat(Stream.of("Content-Type: application/json", "Content-Length: " + body.length()),
							Stream.of(headers))
					.toArray(String[]::new));
	}

	/**
	 * Returns the characters that represent the bytes of a text in UTF-8.
	 * @param text the value of a header
	 */
	public static String utf8(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private Response sendWithBody(String method, String target, String body, String... headers) {
		return exchange(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ ((headers.length > 0) ? String.join("\r\n", headers) + "\r\n" : "") + "\r\n" + body);
	}

	/**
	 * Sends a whole request as it is written.
	 * @param request the request line, the headers and the body
	 */
	public Response exchange(String request) {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			write(socket, request);
			return Response.parse(read(socket));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes a request. A server may respond and close the connection before it has read
	 * the whole request.
	 */
	private static void write(Socket socket, String request) {
		try {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			// If the server has sent a response, it is read next.
		}
	}

	private static String read(Socket socket) throws IOException {
		try {
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (SocketException ex) {
			return "";
		}
	}

	/**
	 * A response.
	 *
	 * @param status the status code, 0 if the server closed the connection without a
	 * response
	 * @param headers the header lines
	 * @param body the body
	 */
	public record Response(int status, List<String> headers, String body) {

		static Response parse(String text) {
			int end = text.indexOf("\r\n\r\n");
			if (end < 0) {
				return new Response(0, List.of(), text);
			}
			List<String> lines = text.substring(0, end).lines().toList();
			return new Response(Integer.parseInt(lines.get(0).split(" ")[1]), lines.subList(1, lines.size()),
					text.substring(end + 4));
		}

		public String header(String name) {
			String prefix = name.toLowerCase(Locale.ROOT) + ":";
			return this.headers.stream()
				.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
				.map((line) -> line.substring(prefix.length()).strip())
				.findFirst()
				.orElse("");
		}

		/**
		 * Asserts that this response is a refusal with a status and a code.
		 */
		public Response refused(int expectedStatus, String code) {
			assertThat(this.status).as(this.body).isEqualTo(expectedStatus);
			assertThat(this.body).contains("\"code\":\"" + code + "\"");
			return this;
		}

	}

}
