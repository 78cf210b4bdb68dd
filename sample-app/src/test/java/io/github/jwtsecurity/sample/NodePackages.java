package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The npm packages of a test, which are installed below the build directory.
 */
public final class NodePackages {

	/** A file that npm writes at the end of an installation. */
	private static final Path INSTALLED = Path.of("node_modules", ".package-lock.json");

	private NodePackages() {
	}

	public static boolean isNodePresent() {
		try {
			Path here = Path.of("").toAbsolutePath();
			run(here, "node", "--version");
			run(here, "npm", "--version");
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Skips the test if Node is not installed, unless the environment requires the test.
	 * @param tests the tests, as a part of a sentence
	 */
	public static void assumeNode(String tests) {
		if (!isNodePresent()) {
			MissingSoftware.abort("JWT_SECURITY_REQUIRE_NODE", "Node and npm are not installed for " + tests);
		}
	}

	/**
	 * Copies the files of a test and installs the packages in its
	 * {@code package-lock.json}, unless they are installed. Other processes that need the
	 * same packages wait meanwhile.
	 * @param name the name of the directory with the files, below the test resources
	 * @return the directory with the copies and with {@code node_modules}
	 */
	public static Path install(String name) {
		return install(Path.of("src/test/resources", name));
	}

	/**
	 * Copies the files of a directory, and installs their packages in the same way.
	 */
	public static Path install(Path source) {
		Path directory = Path.of("target").resolve(source.getFileName());
		try {
			Files.createDirectories(directory);
			try (FileChannel lock = FileChannel.open(directory.resolve("install.lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE)) {
				lock.lock();
				boolean installed = isInstalled(source, directory);
				if (!installed) {
					Files.deleteIfExists(directory.resolve(INSTALLED));
				}
				for (Path file : files(source)) {
					Path copy = directory.resolve(source.relativize(file));
					Files.createDirectories(copy.getParent());
					Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
				}
				if (!installed) {
					run(directory, "npm", "ci", "--no-audit", "--no-fund");
				}
			}
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns whether an earlier installation was of the same versions.
	 */
	private static boolean isInstalled(Path source, Path directory) throws IOException {
		Path versions = directory.resolve("package-lock.json");
		return Files.exists(directory.resolve(INSTALLED)) && Files.exists(versions)
				&& Files.mismatch(source.resolve("package-lock.json"), versions) == -1;
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile)
				.filter((file) -> !directory.relativize(file).startsWith("node_modules"))
				.toList();
		}
	}

	/**
	 * Ends a process that waits for the end of its standard input.
	 */
	public static void end(Process process) throws IOException {
		process.getOutputStream().close();
		try {
			if (!process.waitFor(10, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Runs a command, and fails if the command fails.
	 */
	public static void run(Path directory, String... command) throws IOException {
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
