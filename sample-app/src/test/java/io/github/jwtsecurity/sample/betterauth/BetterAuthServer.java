package io.github.jwtsecurity.sample.betterauth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * A real Better Auth server in a separate Node process, on the loopback interface. The
 * process ends when its standard input is closed, so it never outlives the test.
 */
final class BetterAuthServer implements AutoCloseable {

	static final String SECRET = "hV7nQ2xT9bLwE4kRz8mYcJ5pGs3uDfA6";

	private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "auth.mjs",
			"server.mjs");

	private static final List<String> OWN_VARIABLES = List.of("BETTER_AUTH_URL", "BETTER_AUTH_SECRETS",
			"BETTER_AUTH_TRUSTED_ORIGINS");

	private static final String REQUIRED = "JWT_SECURITY_REQUIRE_NODE";

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
		if (!isNodePresent()) {
			Assumptions.abort("Node and npm are not installed: the tests against a real Better Auth are skipped");
		}
		try {
			Path directory = Files.createDirectories(Path.of("target", "better-auth"));
			for (String file : FILES) {
				Files.copy(Path.of("src/test/resources/better-auth", file), directory.resolve(file),
						StandardCopyOption.REPLACE_EXISTING);
			}
			if (!Files.exists(directory.resolve("node_modules/better-auth"))) {
				run(directory, "npm", "ci", "--no-audit", "--no-fund");
			}
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
		this.process.getOutputStream().close();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isNodePresent() {
		boolean required = Boolean.parseBoolean(System.getenv(REQUIRED));
		try {
			Path here = Path.of("").toAbsolutePath();
			run(here, "node", "--version");
			run(here, "npm", "--version");
			return true;
		}
		catch (IOException ex) {
			if (required) {
				throw new UncheckedIOException(REQUIRED + " is set, but Node is missing", ex);
			}
			return false;
		}
	}

	private static void run(Path directory, String... command) throws IOException {
		Path log = Files.createTempFile("command", ".log");
		Process process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(log));
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		finally {
			Files.deleteIfExists(log);
		}
	}

}
