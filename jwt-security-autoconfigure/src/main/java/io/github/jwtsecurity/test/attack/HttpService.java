package io.github.jwtsecurity.test.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

import org.springframework.util.Assert;

/**
 * An application behind a port. Requests are written to a socket, since HTTP clients
 * refuse or normalize unusual ones.
 */
final class HttpService implements Service {

	private static final int TIMEOUT_MILLIS = 30_000;

	private final URI base;

	private final SocketFactory sockets;

	/**
	 * Creates a service.
	 * @param url the address, with the context path if there is one
	 */
	HttpService(String url) {
		this.base = URI.create(url);
		boolean https = "https".equals(this.base.getScheme());
		Assert.isTrue((https || "http".equals(this.base.getScheme())) && this.base.getHost() != null,
				() -> "An address begins with http:// or https://, unlike " + url);
		this.sockets = https ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
	}

	@Override
	public AttackResponse send(AttackRequest request) {
		try (Socket socket = this.sockets.createSocket(this.base.getHost(), port())) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			write(socket, text(request).getBytes(StandardCharsets.ISO_8859_1));
			return ResponseText.parse(read(socket));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String transport() {
		return "HTTP";
	}

	private int port() {
		return (this.base.getPort() > 0) ? this.base.getPort() : "https".equals(this.base.getScheme()) ? 443 : 80;
	}

	/**
	 * Returns the text of a request, in which each character stands for one byte.
	 */
	private String text(AttackRequest request) {
		String body = new String(request.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
		StringBuilder text = new StringBuilder();
		text.append(request.method()).append(' ').append(path()).append(request.target()).append(" HTTP/1.1\r\n");
		text.append("Host: ").append(this.base.getAuthority()).append("\r\nConnection: close\r\n");
		request.headers()
			.forEach((header) -> text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
		if (!request.method().equals("GET")) {
			text.append("Content-Length: ").append(body.length()).append("\r\n");
		}
		return text.append("\r\n").append(body).toString();
	}

	private String path() {
		String path = this.base.getRawPath();
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	/**
	 * Writes a request. A server may respond and close the connection before it has read
	 * the whole request.
	 */
	private static void write(Socket socket, byte[] request) {
		try {
			socket.getOutputStream().write(request);
			socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			// If the server has sent a response, it is read next.
		}
	}

	private static byte[] read(Socket socket) throws IOException {
		try {
			return socket.getInputStream().readAllBytes();
		}
		catch (SocketException ex) {
			return new byte[0];
		}
	}

}
