package io.github.jwtsecurity.sample.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.sample.NodePackages;
import org.awaitility.Awaitility;

/**
 * The development server of an application, in a separate Node process. The process ends
 * when its standard input is closed, so it never outlives the test.
 */
final class NodeServer implements AutoCloseable {

	/** Next.js closes a connection that asks for an upgrade to HTTP/2. */
	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Process process;

	private final Path log;

	private final URI address;

	private NodeServer(Process process, Path log, URI address) {
		this.process = process;
		this.log = log;
		this.address = address;
	}

	/**
	 * Starts a server, without waiting until it accepts connections.
	 * @param directory the directory of all applications
	 * @param application the directory of the application
	 * @param port the port, which is passed as the last argument
	 * @param variables the environment variables
	 * @param command the file of a program below {@code node_modules}, and its arguments
	 */
	static NodeServer start(Path directory, String application, int port, Map<String, String> variables,
			String... command) {
		List<String> arguments = new ArrayList<>(List.of("node", "start.mjs", application));
		arguments.addAll(List.of(command));
		arguments.add(String.valueOf(port));
		Path log = directory.resolve(application + ".log");
		ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().put("NEXT_TELEMETRY_DISABLED", "1");
		builder.environment().putAll(variables);
		try {
			return new NodeServer(builder.start(), log, URI.create("http://localhost:%d/".formatted(port)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI address() {
		return this.address;
	}

	/**
	 * Returns the address in the form of an origin.
	 */
	static String originOf(int port) {
		return "http://localhost:" + port;
	}

	/**
	 * Waits until the server accepts connections, and requests some pages, which the
	 * server compiles with their first request.
	 * @return the end of the requests
	 */
	CompletableFuture<?> warmUp(String... paths) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
			if (!this.process.isAlive()) {
				throw new IllegalStateException("The server has ended: " + log());
			}
			CLIENT.send(HttpRequest.newBuilder(this.address.resolve(paths[0])).build(), BodyHandlers.discarding());
			return true;
		});
		return CompletableFuture.allOf(Arrays.stream(paths)
			.map((path) -> CLIENT.sendAsync(HttpRequest.newBuilder(this.address.resolve(path)).build(),
					BodyHandlers.discarding()))
			.toArray(CompletableFuture[]::new));
	}

	/**
	 * Returns what the server has written.
	 */
	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		NodePackages.end(this.process);
	}

}
