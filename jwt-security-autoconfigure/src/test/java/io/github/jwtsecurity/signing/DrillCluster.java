package io.github.jwtsecurity.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.endpoint.AccountApplication;
import io.github.jwtsecurity.endpoint.AccountApplication.Running;

/**
 * Two instances of a service with accounts on one database, a load balancer for their key
 * set, and a service that verifies their tokens with it. Requests that are in progress
 * end before an instance stops.
 */
final class DrillCluster implements AutoCloseable {

	private final TestDatabase database;

	private final Clock clock;

	private final Node[] accounts = { new Node(), new Node() };

	private final Node verifyOnly = new Node();

	private final ReadWriteLock requests = new ReentrantReadWriteLock(true);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpServer balancer;

	DrillCluster(TestDatabase database, Clock clock) {
		this.database = database;
		this.clock = clock;
		try {
			this.balancer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.balancer.setExecutor(this.executor);
		this.balancer.createContext("/", this::forward);
		this.balancer.start();
	}

	private void forward(HttpExchange exchange) throws IOException {
		Answer answer = withAccounts(0, (http) -> http.get("/.well-known/jwks.json"));
		byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
		try (exchange) {
			exchange.sendResponseHeaders(answer.status(), body.length);
			exchange.getResponseBody().write(body);
		}
	}

	/**
	 * Restarts the instances, one after the other.
	 * @param mixed the action after each restart, while the configurations of the
	 * instances may differ
	 * @param properties the properties
	 */
	void rollOut(Runnable mixed, String... properties) {
		for (Node node : this.accounts) {
			node.restart(() -> start(this.database, properties));
			mixed.run();
		}
	}

	/**
	 * Restarts the service that verifies tokens.
	 */
	void verifyOnly(String... properties) {
		String[] all = Stream
			.concat(Stream.of(properties),
					Stream.of("accounts.enabled=false", "jdbc.initialize-schema=never",
							"jwk-set-uri=http://127.0.0.1:" + this.balancer.getAddress().getPort() + "/jwks"))
			.toArray(String[]::new);
		this.verifyOnly.restart(() -> start(TestDatabase.h2(), all));
	}

	private Running start(TestDatabase on, String... properties) {
		return AccountApplication.start(on, new Class<?>[0],
				(context) -> context.registerBean(Clock.class, () -> this.clock),
				Stream
					.concat(Stream.of("secret=", "cookie.enabled=true", "accounts.access-token-lifetime=10m",
							"sessions.maximum-per-user=0"), Stream.of(properties))
					.map((property) -> "jwt-security." + property)
					.toArray(String[]::new));
	}

	/**
	 * Sends requests to an instance that is running.
	 * @param preferred the number of the instance that is preferred
	 * @param requests the requests
	 */
	<T> T withAccounts(int preferred, Function<JsonHttp, T> requests) {
		while (true) {
			for (int i = 0; i < this.accounts.length; i++) {
				Node node = this.accounts[(preferred + i) % this.accounts.length];
				if (node.lock.readLock().tryLock()) {
					try {
						return requests.apply(node.http);
					}
					finally {
						node.lock.readLock().unlock();
					}
				}
			}
		}
	}

	Answer verify(String path, String... headers) {
		return this.verifyOnly.send((http) -> http.get(path, headers));
	}

	/**
	 * Returns the status of a request to each instance and to the service that verifies
	 * tokens.
	 */
	List<Integer> statuses(String userId, String token) {
		return Stream.of(this.accounts[0], this.accounts[1], this.verifyOnly)
			.map((node) -> node
				.send((http) -> http.get("/api/" + userId + "/items", "Authorization", "Bearer " + token))
				.status())
			.toList();
	}

	/**
	 * Runs requests of a client, which are not interrupted by {@link #pause}.
	 */
	void run(Runnable action) {
		this.requests.readLock().lock();
		try {
			action.run();
		}
		finally {
			this.requests.readLock().unlock();
		}
	}

	/**
	 * Runs an action while no client sends a request.
	 */
	void pause(Runnable action) {
		this.requests.writeLock().lock();
		try {
			action.run();
		}
		finally {
			this.requests.writeLock().unlock();
		}
	}

	Running running(int number) {
		return this.accounts[number].running;
	}

	RotatingKeys keys(int number) {
		return running(number).context().getBean(RotatingKeys.class);
	}

	/**
	 * Lets each instance that has managed keys rotate them.
	 */
	void rotate() {
		Stream.of(this.accounts)
			.flatMap((node) -> node.running.context().getBeanProvider(RotatingKeys.class).stream())
			.forEach(RotatingKeys::rotate);
	}

	@Override
	public void close() {
		this.balancer.stop(0);
		this.executor.shutdownNow();
		Stream.of(this.accounts[0], this.accounts[1], this.verifyOnly)
			.filter((node) -> node.running != null)
			.forEach((node) -> node.running.close());
	}

	private static final class Node {

		private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

		private volatile Running running;

		private volatile JsonHttp http;

		void restart(Supplier<Running> start) {
			this.lock.writeLock().lock();
			try {
				if (this.running != null) {
					this.running.close();
				}
				this.running = start.get();
				this.http = this.running.http();
			}
			finally {
				this.lock.writeLock().unlock();
			}
		}

		<T> T send(Function<JsonHttp, T> request) {
			this.lock.readLock().lock();
			try {
				return request.apply(this.http);
			}
			finally {
				this.lock.readLock().unlock();
			}
		}

	}

}
