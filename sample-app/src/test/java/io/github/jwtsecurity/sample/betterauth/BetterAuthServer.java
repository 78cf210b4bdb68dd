package io.github.jwtsecurity.sample.betterauth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.sample.NodePackages;

/**
 * A real Better Auth server in a separate Node process, on the loopback interface. The
 * process ends when its standard input is closed, so it never outlives the test.
 */
final class BetterAuthServer implements AutoCloseable {

	static final String SECRET = "hV7nQ2xT9bLwE4kRz8mYcJ5pGs3uDfA6";

	private static final List<String> OWN_VARIABLES = List.of("BETTER_AUTH_URL", "BETTER_AUTH_SECRETS",
			"BETTER_AUTH_TRUSTED_ORIGINS");

	private final Process process;

	private final URI uri;

	private BetterAuthServer(Process process, URI uri) {
		this.process = process;
		this.uri = uri;
	}

	/**
	 * Installs the server's packages once. Skips the test if Node is not installed,
	 * unless the environment requires the test.
	 */
	static Path install() {
		NodePackages.assumeNode("the tests with a real Better Auth");
		return NodePackages.install("better-auth");
	}

	/**
	 * Starts a server.
	 * @param directory the directory that {@link #install()} returned
	 * @param variables the environment variables
	 * @return the server, ready to accept connections
	 */
	static BetterAuthServer start(Path directory, Map<String, String> variables) {
		try {
			ProcessBuilder builder = new ProcessBuilder("node", "server.mjs").directory(directory.toFile())
				.redirectError(directory.resolve("server.log").toFile());
			OWN_VARIABLES.forEach(builder.environment()::remove);
			builder.environment().put("BETTER_AUTH_SECRET", SECRET);
			builder.environment().putAll(variables);
			Process process = builder.start();
			BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
			String line = output.readLine();
			if (line == null || !line.startsWith("READY ")) {
				process.destroyForcibly();
				throw new IllegalStateException("Better Auth did not start: " + line);
			}
			return new BetterAuthServer(process, URI.create(line.substring("READY ".length())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI uri() {
		return this.uri;
	}

	@Override
	public void close() throws IOException {
		NodePackages.end(this.process);
	}

}
