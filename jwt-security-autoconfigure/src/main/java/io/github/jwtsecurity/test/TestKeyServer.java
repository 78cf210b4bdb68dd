package io.github.jwtsecurity.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;

/**
 * A server on the loopback interface from which the application under test fetches the
 * keys of issuers.
 */
final class TestKeyServer implements AutoCloseable {

	private static final String ADDRESS = "127.0.0.1";

	private final HttpServer server;

	private TestKeyServer(HttpServer server) {
		this.server = server;
	}

	/**
	 * Starts a server on a free port.
	 */
	static TestKeyServer start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0), 0);
			server.start();
			return new TestKeyServer(server);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A server for the keys of the test could not be started", ex);
		}
	}

	/**
	 * Serves a document.
	 * @param path the path
	 * @param contentType the content type
	 * @param content the content
	 * @return the address of the document
	 */
	String serve(String path, String contentType, String content) {
		byte[] body = content.getBytes(StandardCharsets.UTF_8);
		this.server.createContext(path, (exchange) -> {
			try (exchange) {
				exchange.getResponseHeaders().set("Content-Type", contentType);
				exchange.sendResponseHeaders(200, body.length);
				exchange.getResponseBody().write(body);
			}
		});
		return "http://%s:%d%s".formatted(ADDRESS, this.server.getAddress().getPort(), path);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
