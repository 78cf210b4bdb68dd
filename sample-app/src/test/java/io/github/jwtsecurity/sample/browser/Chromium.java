package io.github.jwtsecurity.sample.browser;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.MissingSoftware;
import io.github.jwtsecurity.sample.NodePackages;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The installed Chromium and its driver. Selenium never downloads them, since both paths
 * are always set.
 */
final class Chromium {

	private static final String REQUIRED = "JWT_SECURITY_REQUIRE_BROWSER";

	private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

	private static final List<String> DRIVERS = List.of("chromedriver");

	/** Containers often have a small {@code /dev/shm}, which Chromium must not use. */
	private static final List<String> ARGUMENTS = List.of("--headless", "--no-sandbox", "--disable-gpu",
			"--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync");

	private Chromium() {
	}

	/**
	 * Skips the test if Chromium, its driver or Node is not installed, unless the
	 * environment requires the test.
	 */
	static void assumeInstalled() {
		if (find(BROWSERS).isEmpty() || find(DRIVERS).isEmpty() || !NodePackages.isNodePresent()) {
			MissingSoftware.abort(REQUIRED,
					"Chromium, chromedriver and Node are not all installed for the tests in a browser");
		}
	}

	/**
	 * Starts a browser without a window.
	 * @param profile the directory of the profile, which no other browser uses
	 * @return the driver of the browser
	 */
	static ChromeDriver start(Path profile) {
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(find(DRIVERS).orElseThrow().toFile())
			.usingAnyFreePort()
			.withLogOutput(OutputStream.nullOutputStream())
			.build();
		// Otherwise, Selenium warns that it has no classes for DevTools of this version,
		// which the tests do not use.
		LoggingSystem.get(Chromium.class.getClassLoader())
			.setLogLevel("org.openqa.selenium.devtools.CdpVersionFinder", LogLevel.ERROR);
		return new ChromeDriver(service, options(profile));
	}

	private static ChromeOptions options(Path profile) {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(find(BROWSERS).orElseThrow().toFile());
		options.addArguments(ARGUMENTS);
		options.addArguments("--user-data-dir=" + profile.toAbsolutePath());
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		return options;
	}

	/**
	 * Finds a program where Debian installs it, or on the {@code PATH}.
	 */
	private static Optional<Path> find(List<String> names) {
		List<String> directories = Stream
			.concat(Stream.of("/usr/bin"), Arrays.stream(System.getenv("PATH").split(File.pathSeparator)))
			.toList();
		return names.stream()
			.flatMap((name) -> directories.stream().map((directory) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
