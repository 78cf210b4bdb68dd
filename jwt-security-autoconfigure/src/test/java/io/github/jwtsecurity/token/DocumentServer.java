package io.github.jwtsecurity.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/**
 * A server with documents at several paths, and 404 for all others.
 */
public final class DocumentServer implements AutoCloseable {

	private final HttpServer server;

	private final String origin;

	private final Map<String, String> documents = new ConcurrentHashMap<>();

	private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	public DocumentServer() {
		this(null);
	}

	/**
	 * Starts a server.
	 * @param context the context for HTTPS, {@code null} for HTTP
	 */
	DocumentServer(@Nullable SSLContext context) {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try {
			this.server = (context != null) ? https(address, context) : HttpServer.create(address, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
		this.origin = ((context != null) ? "https" : "http") + "://localhost:" + this.server.getAddress().getPort();
	}

	private static HttpServer https(InetSocketAddress address, SSLContext context) throws IOException {
		HttpsServer server = HttpsServer.create(address, 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context));
		return server;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getRawPath();
		this.requests.add(path);
		String document = this.documents.get(path);
		try (exchange) {
			if (document == null || this.statuses.containsKey(path)) {
				exchange.sendResponseHeaders(this.statuses.getOrDefault(path, 404), -1);
				return;
			}
			byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	public String origin() {
		return this.origin;
	}

	public void document(String path, String text) {
		this.documents.put(path, text);
	}

	/**
	 * Responds with a status instead of a document.
	 */
	void status(String path, int status) {
		this.statuses.put(path, status);
	}

	/**
	 * Returns the paths of all requests, in their order.
	 */
	List<String> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
