package io.github.jwtsecurity.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.NoSuchSessionException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chromium with the sample in one or more tabs, and with an empty profile of its own.
 */
public final class Browser implements AutoCloseable {

	/** A deadline that is much longer than necessary, since the machine may be busy. */
	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(40);

	private static final String VISIBLE = """
			return [...document.querySelectorAll(arguments[0])].filter((element) => element.getClientRects().length > 0
			  && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))""";

	private static final String METRICS = "Emulation.setDeviceMetricsOverride";

	private static final String MEDIA = "Emulation.setEmulatedMedia";

	private final URI address;

	private final ChromiumProcess process;

	private final BrowserLog log;

	/** The commands to emulate a device, which Chromium needs for each tab. */
	private final Map<String, Map<String, Object>> emulations = new LinkedHashMap<>();

	private Viewport viewport = Viewport.DESKTOP;

	private boolean offline;

	private Axe axe;

	private ChromeDriver driver;

	private Browser(URI address, ChromiumProcess process) {
		this.address = address;
		this.process = process;
		this.log = new BrowserLog(address);
		this.emulations.put(METRICS, this.viewport.metrics());
		this.emulations.put(MEDIA, ColorScheme.LIGHT.media());
		begin();
	}

	/**
	 * Starts a browser with a new profile.
	 * @param address the address of the sample, which ends with a slash
	 */
	public static Browser start(URI address) {
		return in(start(), address);
	}

	static ChromiumProcess start() {
		return new ChromiumProcess(DEADLINE);
	}

	/**
	 * Creates a browser in a process that is new or was cleared.
	 */
	static Browser in(ChromiumProcess process, URI address) {
		return new Browser(address, process);
	}

	/**
	 * Closes all tabs, and starts the browser again, online, with the same profile and
	 * one tab.
	 */
	void restart() {
		this.log.fetch(this.driver);
		this.offline = false;
		this.process.restart();
		begin();
	}

	private void begin() {
		this.driver = this.process.driver();
		this.emulations.forEach(this.driver::executeCdpCommand);
	}

	/**
	 * Returns the driver, for what this class does not offer.
	 */
	public ChromeDriver driver() {
		return this.driver;
	}

	/**
	 * Opens an address of the sample in the current tab, and waits until it is loaded.
	 * @param path the path without a slash at the start, with query and fragment if any
	 */
	public void open(String path) {
		this.driver.get(this.address.resolve(path).toString());
	}

	/**
	 * Opens an address of the sample in a new tab, which becomes the current one.
	 * @param path the path, as in {@link #open}
	 * @return the tab
	 */
	public String openTab(String path) {
		this.driver.switchTo().newWindow(WindowType.TAB);
		this.emulations.forEach(this.driver::executeCdpCommand);
		open(path);
		return tab();
	}

	/**
	 * Returns the current tab.
	 */
	public String tab() {
		return this.driver.getWindowHandle();
	}

	/**
	 * Switches to a tab, which also gets the size and the color scheme of the browser.
	 */
	public void switchTo(String tab) {
		this.driver.switchTo().window(tab);
		this.emulations.forEach(this.driver::executeCdpCommand);
	}

	/**
	 * Closes the current tab.
	 * @param next the tab to switch to
	 */
	void closeTab(String next) {
		this.log.fetch(this.driver);
		this.driver.close();
		switchTo(next);
	}

	/**
	 * Changes the size of the current tab, and of others once they are current. A browser
	 * starts as {@link Viewport#DESKTOP}.
	 */
	void resize(Viewport viewport) {
		this.viewport = viewport;
		emulate(METRICS, viewport.metrics());
	}

	/**
	 * Changes the preferred color scheme of the current tab, and of others once they are
	 * current. A browser starts with {@link ColorScheme#LIGHT}.
	 */
	void prefer(ColorScheme scheme) {
		emulate(MEDIA, scheme.media());
	}

	private void emulate(String command, Map<String, Object> parameters) {
		this.emulations.put(command, parameters);
		this.driver.executeCdpCommand(command, parameters);
	}

	/**
	 * Disconnects or connects all tabs.
	 */
	void setOffline(boolean offline) {
		if (offline) {
			this.driver.setNetworkConditions(new ChromiumNetworkConditions().setOffline(true));
		}
		else if (this.offline) {
			this.driver.deleteNetworkConditions();
		}
		this.offline = offline;
	}

	/**
	 * Waits until an assertion about the page holds.
	 */
	public void await(ThrowingRunnable assertion) {
		patience().untilAsserted(assertion);
	}

	/**
	 * Waits for a visible button with a name, which is its text unless the page names it
	 * differently.
	 */
	public WebElement button(String name) {
		return named("button, summary, [role=button]", name);
	}

	public WebElement link(String name) {
		return named("a[href]", name);
	}

	/**
	 * Waits for a visible field with a label.
	 */
	WebElement field(String label) {
		return named("input, textarea, select", label);
	}

	/**
	 * Waits for a visible element.
	 * @param selector the CSS selector
	 * @param name the name that the browser reports to assistive technology
	 * @return the first such element
	 */
	WebElement named(String selector, String name) {
		return first(selector, "named '%s'".formatted(name), (element) -> name.equals(element.getAccessibleName()));
	}

	/**
	 * Waits for a visible element.
	 * @param selector the CSS selector
	 * @return the first such element
	 */
	public WebElement find(String selector) {
		return first(selector, "visible", (element) -> true);
	}

	private WebElement first(String selector, String description, Predicate<WebElement> condition) {
		return patience().alias("%s %s".formatted(selector, description))
			.until(() -> visible(selector).stream().filter(condition).findFirst(), Optional::isPresent)
			.orElseThrow();
	}

	/**
	 * Returns the visible elements with one command, which takes less time than one for
	 * each element.
	 */
	private List<WebElement> visible(String selector) {
		return ((List<?>) script(VISIBLE, selector)).stream().map(WebElement.class::cast).toList();
	}

	/**
	 * Ignores failures of the driver, since the page may change between two commands.
	 */
	private static ConditionFactory patience() {
		return Awaitility.await()
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(POLL_INTERVAL)
			.atMost(DEADLINE)
			.ignoreExceptionsMatching(
					(ex) -> ex instanceof WebDriverException && !(ex instanceof NoSuchSessionException));
	}

	/**
	 * Replaces the text of a field.
	 */
	public void fill(String label, String text) {
		WebElement field = field(label);
		field.clear();
		field.sendKeys(text);
	}

	/**
	 * Runs JavaScript in the page.
	 * @param script the body of a function
	 * @return the result of the function
	 */
	public Object script(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/**
	 * Allows errors in the console.
	 * @param part a part of their text
	 */
	public void expectError(String part) {
		this.log.expect(part);
	}

	/**
	 * Allows requests to a server besides that of the address.
	 * @param address the start of their addresses, such as {@code ws://localhost:8080/}
	 */
	public void expectServer(String address) {
		this.log.expectServer(address);
	}

	/**
	 * Asserts that no page has reported an error, except for responses of the API, has
	 * violated its Content-Security-Policy, or has sent a request to another server.
	 */
	public void assertQuiet() {
		this.log.fetch(this.driver);
		assertThat(this.log.problems()).as("console and requests").isEmpty();
	}

	/**
	 * Asserts that no part of the current page is wider than the window.
	 */
	void assertFits() {
		assertThat(Layout.overflow(this.driver, this.viewport.width())).as("wider than the window").isEmpty();
	}

	/**
	 * Asserts that axe-core finds no serious or critical violation in the current page.
	 */
	void assertAccessible() {
		if (this.axe == null) {
			this.axe = Axe.install();
		}
		assertThat(this.axe.violations(this.driver)).as("accessibility").isEmpty();
	}

	/**
	 * Stores the visible part of the current page as a PNG.
	 */
	void screenshot(Path file) {
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Describes the browser after a failure.
	 * @param screenshot the file for a screenshot
	 * @return the address, the console, and the path of the screenshot
	 */
	public String describe(Path screenshot) {
		this.log.fetch(this.driver);
		screenshot(screenshot);
		return "Page: %s%nScreenshot: %s%nConsole:%n%s".formatted(this.driver.getCurrentUrl(),
				screenshot.toAbsolutePath(), this.log.console());
	}

	/**
	 * Removes all traces of the test from the process.
	 * @return the process, for another browser
	 */
	ChromiumProcess release() {
		setOffline(false);
		this.process.clear(this.address);
		return this.process;
	}

	/**
	 * Removes all traces of the test, and uses the process again, since starting one
	 * takes more than a second.
	 * @param address the address of the next test
	 * @return the browser for the next test, which replaces this one
	 */
	public Browser reuse(URI address) {
		return in(release(), address);
	}

	/**
	 * Ends the browser and deletes its profile.
	 */
	@Override
	public void close() {
		this.process.close();
	}

}
