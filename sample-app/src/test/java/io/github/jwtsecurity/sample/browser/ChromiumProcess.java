package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.util.FileSystemUtils;

/**
 * A running Chromium with a profile of its own, which is deleted at the end. Starting one
 * takes more than a second, so tests use it one after the other.
 */
final class ChromiumProcess implements AutoCloseable {

	private final Path profile;

	private final Duration deadline;

	private ChromeDriver driver;

	/**
	 * Starts Chromium.
	 * @param deadline the longest time of a script
	 */
	ChromiumProcess(Duration deadline) {
		try {
			this.profile = Files.createTempDirectory("browser");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.deadline = deadline;
		this.driver = launch();
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/**
	 * Starts Chromium again, with the same profile and one tab.
	 */
	void restart() {
		this.driver.quit();
		this.driver = launch();
	}

	private ChromeDriver launch() {
		ChromeDriver started = Chromium.start(this.profile);
		started.manage().timeouts().scriptTimeout(this.deadline);
		return started;
	}

	/**
	 * Removes all traces of a test: tabs with their histories, cookies, the cache, stored
	 * data, and logs.
	 * @param address the address of the sample
	 */
	void clear(URI address) {
		Set<String> tabs = this.driver.getWindowHandles();
		String fresh = this.driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
		tabs.forEach((tab) -> this.driver.switchTo().window(tab).close());
		this.driver.switchTo().window(fresh);
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		this.driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
		this.driver.executeCdpCommand("Storage.clearDataForOrigin",
				Map.of("origin", address.resolve("/").toString(), "storageTypes", "all"));
		new BrowserLog(address).fetch(this.driver);
	}

	/**
	 * Ends Chromium and deletes its profile, to which a process that is ending may still
	 * write.
	 */
	@Override
	public void close() {
		this.driver.quit();
		Awaitility.await()
			.atMost(this.deadline)
			.ignoreExceptions()
			.untilAsserted(() -> FileSystemUtils.deleteRecursively(this.profile));
	}

}
