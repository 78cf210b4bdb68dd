package io.github.jwtsecurity.sample.browser;

import java.net.URI;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Browser}, whose checks have to find defects that are added to the page
 * of the sample.
 */
@BrowserTest
class BrowserTests {

	@LocalServerPort
	private int port;

	@Test
	void assertQuietWhenErrorsInTheConsoleThenFails() {
		try (Browser browser = start()) {
			browser.open("");
			browser.expectError("missing.css");
			browser.script("fetch('api/missing'); fetch('missing.css')");
			browser.assertQuiet();
			browser.script("fetch('missing.js'); setTimeout(() => missing.value)");
			browser.script("document.body.setAttribute('style', 'color: red')");
			browser.await(() -> assertFails(browser::assertQuiet, "missing.js", "missing is not defined",
					"Content Security Policy directive 'style-src 'self''"));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(browser::assertQuiet)
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("api/missing", "missing.css"));
		}
	}

	@Test
	void assertQuietWhenAnotherTabLeavesTheServerThenFails() {
		try (Browser browser = start()) {
			String tab = browser.tab();
			browser.openTab("");
			browser.assertQuiet();
			String address = "http://127.0.0.1:" + this.port + "/";
			browser.script("location = arguments[0]", address);
			browser.switchTo(tab);
			browser.await(() -> assertFails(browser::assertQuiet, "another server: " + address));
		}
	}

	@Test
	void assertFitsWhenAnElementIsWiderThenFails(Browser browser) {
		browser.resize(Viewport.PHONE);
		browser.open("");
		browser.assertFits();
		browser.script("document.querySelector('h1').style.minWidth = '500px'");
		assertFails(browser::assertFits, "h1 ends at ", " of 390");
	}

	@Test
	void assertAccessibleWhenAButtonHasNoNameThenFails(Browser browser) {
		browser.open("");
		browser.script("document.body.append(document.createElement('button'))");
		assertFails(browser::assertAccessible, "button-name: body > button", "Buttons must have discernible text");
	}

	@Test
	void restartThenKeepsTheProfileAndTheDevice(Browser browser, Browser other) {
		browser.resize(Viewport.PHONE);
		browser.prefer(ColorScheme.DARK);
		browser.open("");
		browser.script("localStorage.setItem('key', 'value')");
		browser.restart();
		browser.open("");
		other.open("");
		assertThat(browser.script("return localStorage.getItem('key')")).isEqualTo("value");
		assertThat(browser.script("return innerWidth")).isEqualTo(390L);
		assertThat(browser.script("return matchMedia('(prefers-color-scheme: dark)').matches")).isEqualTo(true);
		assertThat(other.script("return localStorage.getItem('key')")).isNull();
		assertThat(other.script("return innerWidth")).isEqualTo(1280L);
	}

	@Test
	void setOfflineThenNoTabReachesTheServer(Browser browser) {
		browser.open("");
		String tab = browser.tab();
		browser.openTab("");
		browser.setOffline(true);
		browser.switchTo(tab);
		assertThat(browser.script("return fetch('api/missing').catch(() => 'failed')")).isEqualTo("failed");
		browser.setOffline(false);
		assertThat(browser.script("return fetch('api/missing').then(({ status }) => status)")).isEqualTo(401L);
	}

	/**
	 * Starts a browser that may be left with errors.
	 */
	private Browser start() {
		return Browser.start(URI.create("http://localhost:" + this.port + "/"));
	}

	private static void assertFails(ThrowingCallable check, String... messages) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(check)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(messages));
	}

}
