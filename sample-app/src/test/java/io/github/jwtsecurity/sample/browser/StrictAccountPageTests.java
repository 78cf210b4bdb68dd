package io.github.jwtsecurity.sample.browser;

import java.time.Duration;

import io.github.jwtsecurity.sample.MailedLinks;
import io.github.jwtsecurity.sample.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages of a service whose users have to confirm their address, and which
 * limits the number of logins.
 */
@BrowserTest
@TestPropertySource(properties = { "jwt-security.accounts.email-verification=required",
		"jwt-security.rate-limit.enabled=true", "jwt-security.rate-limit.login.per-account=1/1h" })
class StrictAccountPageTests {

	/** The background of disabled buttons. */
	private static final String DISABLED = "rgba(238, 241, 244, 1)";

	@RegisterExtension
	private final MailedLinks links = new MailedLinks();

	@Autowired
	private MovableClock clock;

	@Test
	void signUpThenTheAddressHasToBeConfirmed(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String email = SamplePage.newEmail();
		browser.open("signup");
		page.enter(email, SamplePage.PASSWORD, "Sign up");
		page.awaitNote("A mail is on its way. Open its link, and then log in.");
		assertThat(page.valueOf("Email address")).isEqualTo(email);
		this.links.take(email, "verify");
		browser.fill("Password", SamplePage.PASSWORD);
		page.push("Log in");
		page.awaitProblem("Your address is not confirmed yet. Open the link in the mail. Send the link again");
		this.clock.advance(Duration.ofMinutes(1));
		page.push("Send the link again");
		page.awaitProblem("If this address is not confirmed yet, a new link is on its way to it.");
		browser.open(this.links.take(email, "verify"));
		page.push("Confirm");
		page.awaitNote("Your email address is confirmed.");
		page.enter(email, SamplePage.PASSWORD, "Log in");
		page.awaitHeading("Your tasks");
	}

	@Test
	void startPageWhenLoggedOutThenAsksForALogin(Browser browser) {
		SamplePage page = new SamplePage(browser);
		browser.open("");
		page.push("Send the three requests");
		browser.await(() -> assertThat(page.textOf(".problem"))
			.isEqualTo("This service requires a confirmed address. Log in first, and then try again. "
					+ "The temporary account is deleted later."));
	}

	@Test
	void logInWhenTooOftenThenTheButtonCountsDown(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String email = SamplePage.newEmail();
		browser.open("login");
		// The clock of the page, which only this test moves.
		browser.script("window.now = Date.now(); Date.now = () => window.now");
		page.enter(email, "Wrong-horse-1", "Log in");
		page.awaitProblem("The email address or the password is wrong.");
		page.push("Log in");
		page.awaitProblem("There were too many attempts. Try again in 60 minutes.");
		WebElement button = browser.button("Try again in 60 minutes");
		assertThat(button.isEnabled()).isFalse();
		assertThat(button.getCssValue("background-color")).as("color below the mouse").isEqualTo(DISABLED);
		browser.script("window.now += 3_500_000");
		browser.await(() -> assertThat(button.getText()).matches("Try again in (2 minutes|\\d+ seconds)"));
		assertThat(button.isEnabled()).isFalse();
		browser.script("window.now += 100_000");
		assertThat(browser.button("Log in").isEnabled()).isTrue();
		assertThat(page.textOf("form .problem")).isEmpty();
		this.clock.advance(Duration.ofHours(1));
		page.push("Log in");
		page.awaitProblem("The email address or the password is wrong.");
	}

}
