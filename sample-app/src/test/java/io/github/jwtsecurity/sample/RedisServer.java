package io.github.jwtsecurity.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A real Redis in a separate process, on the loopback interface and without persistence.
 */
final class RedisServer implements AutoCloseable {

	private static final String REQUIRED = "JWT_SECURITY_REQUIRE_REDIS";

	private static final String HOST = "127.0.0.1";

	private final Process process;

	private final int port;

	private RedisServer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Skips the test if Redis is not installed, unless the environment requires the test.
	 */
	static void assumeInstalled() {
		try {
			new ProcessBuilder("redis-server", "--version").redirectErrorStream(true).start().destroy();
		}
		catch (IOException ex) {
			MissingSoftware.abort(REQUIRED, "redis-server is not installed for the tests of rate limits in Redis");
		}
	}

	/**
	 * Starts a server on a free port.
	 * @param directory the working directory
	 * @return the server, ready to accept connections
	 */
	static RedisServer start(Path directory) {
		return start(directory, findPort());
	}

	/**
	 * Starts a server that replaces a closed one.
	 * @param directory the working directory
	 * @param port the port
	 * @return the server, ready to accept connections
	 */
	static RedisServer start(Path directory, int port) {
		try {
			Process process = new ProcessBuilder("redis-server", "--bind", HOST, "--port", String.valueOf(port),
					"--save", "", "--appendonly", "no", "--dir", directory.toString())
				.redirectErrorStream(true)
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			awaitReady(process.inputReader(StandardCharsets.UTF_8));
			return new RedisServer(process, port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void awaitReady(BufferedReader output) throws IOException {
		StringBuilder log = new StringBuilder();
		String line = "";
		while (!line.contains("Ready to accept connections")) {
			line = output.readLine();
			if (line == null) {
				throw new IllegalStateException("Redis did not start: " + log);
			}
			log.append(line).append('\n');
		}
	}

	/**
	 * Finds a port below the range that systems assign to clients, so that no client gets
	 * the port while the server is stopped.
	 */
	private static int findPort() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 30_000))
			.filter(RedisServer::isFree)
			.findFirst()
			.orElseThrow();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	int port() {
		return this.port;
	}

	String url() {
		return "redis://" + HOST + ":" + this.port;
	}

	/**
	 * Pauses the server: it accepts connections, but does not respond.
	 */
	void pause() throws IOException, InterruptedException {
		signal("STOP");
	}

	void resume() throws IOException, InterruptedException {
		signal("CONT");
	}

	private void signal(String name) throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).inheritIO().start().waitFor();
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
