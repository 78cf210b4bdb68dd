package io.github.jwtsecurity.token;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.jwtsecurity.TestTimeLimit;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The key set of an issuer over real HTTP, with all kinds of failures.
 */
final class IssuerServer implements AutoCloseable {

	private final AtomicInteger fetches = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final int port;

	private volatile Answer answer = (exchange) -> exchange.sendResponseHeaders(500, -1);

	private HttpServer server;

	IssuerServer() {
		this.server = listen(0);
		this.port = this.server.getAddress().getPort();
	}

	private HttpServer listen(int port) {
		try {
			HttpServer created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
			created.setExecutor(this.executor);
			created.createContext("/", (exchange) -> {
				this.fetches.incrementAndGet();
				try (exchange) {
					this.answer.write(exchange);
				}
			});
			created.start();
			return created;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.port + "/jwks");
	}

	int fetches() {
		return this.fetches.get();
	}

	void keys(JWK... keys) {
		body(new JWKSet(List.of(keys)).toString(true));
	}

	void body(String body) {
		this.answer = (exchange) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		};
	}

	void status(int status) {
		this.answer = (exchange) -> exchange.sendResponseHeaders(status, -1);
	}

	void redirectTo(URI target) {
		this.answer = (exchange) -> {
			exchange.getResponseHeaders().add("Location", target.toString());
			exchange.sendResponseHeaders(302, -1);
		};
	}

	/**
	 * Sends an endless response until the client closes the connection.
	 */
	void endless(byte[] chunk) {
		this.answer = (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream body = exchange.getResponseBody()) {
				for (int i = 0; i < 100_000_000 / chunk.length; i++) {
					body.write(chunk);
				}
			}
		};
	}

	/**
	 * Accepts requests, and sends the previous response once the returned latch is open.
	 */
	CountDownLatch hold() {
		Answer later = this.answer;
		CountDownLatch latch = new CountDownLatch(1);
		this.answer = (exchange) -> {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			later.write(exchange);
		};
		return latch;
	}

	/**
	 * Accepts requests without responding.
	 * @param accepted the action that runs after each request
	 */
	void silent(Runnable accepted) {
		this.answer = (exchange) -> {
			accepted.run();
			keepOpen();
		};
	}

	/**
	 * Sends one byte of the body at a time, and never the last one.
	 * @param begun the action that runs after some bytes of each body
	 */
	void dripping(Runnable begun) {
		this.answer = (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream body = exchange.getResponseBody();
			for (int i = 0; i < 100; i++) {
				body.write(' ');
				body.flush();
			}
			begun.run();
			keepOpen();
		};
	}

	/**
	 * Keeps the connection open until the server is closed.
	 */
	private static void keepOpen() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Returns a verifier for tokens of this issuer, with properties below
	 * {@code jwt-security}.
	 */
	KeySetVerifier verifier(KeySetStatus status, Clock clock, Map<String, String> properties) {
		return verifier(status, clock, properties, 1);
	}

	/**
	 * Returns a verifier as above, for a service with a number of key sets.
	 */
	KeySetVerifier verifier(KeySetStatus status, Clock clock, Map<String, String> properties, int keySets) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("jwt-security.secret", "");
		all.put("jwt-security.jwk-set-uri", uri().toString());
		KeySetProperties settings = new Binder(new MapConfigurationPropertySource(properties))
			.bindOrCreate("jwt-security.jwk-set", KeySetProperties.class);
		return new KeySetVerifierFactory(settings, new KeySetHttpClients(null, List.of())::get, keySets, clock)
			.ofKeySet(TestIssuers.home(all), status)
			.verifier();
	}

	/**
	 * Returns a verifier for tokens of this issuer, with time limits that the test ends.
	 */
	KeySetVerifier verifier(KeySetStatus status, Clock clock, TestTimeLimit time) {
		KeySetProperties properties = new Binder(new MapConfigurationPropertySource(Map.of()))
			.bindOrCreate("jwt-security.jwk-set", KeySetProperties.class);
		KeySetFetcher fetcher = new KeySetFetcher(properties,
				new KeySetHttpClients(null, List.of()).get(properties, "ssl-bundle"), time);
		KeySetRefresh refresh = new KeySetRefresh(new CheckedKeySetSource(fetcher, KeySetLocation.of(uri())), status,
				properties.minFetchInterval(), clock);
		return new KeySetVerifier(new IssuerKeySet(refresh, status, properties, 1, 1, clock),
				SignatureAlgorithms.ofKeyPairs(TestIssuers.home(Map.of())), true);
	}

	void down() {
		this.server.stop(0);
	}

	void up() {
		this.server = listen(this.port);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private interface Answer {

		void write(HttpExchange exchange) throws IOException;

	}

}
