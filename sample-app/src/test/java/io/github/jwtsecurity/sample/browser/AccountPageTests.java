package io.github.jwtsecurity.sample.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.sample.MailedLinks;
import io.github.jwtsecurity.sample.MovableClock;
import io.github.jwtsecurity.sample.browser.Gate.Hold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages on which users sign up, log in and manage their account.
 */
@BrowserTest
@Import(Gate.class)
class AccountPageTests {

	private static final String NEW_PASSWORD = "Battery-staple-2";

	private static final String REFUSED = "The email address or the password is wrong.";

	private static final String ENDED = "Your session has ended. Log in to continue. What you typed is kept.";

	private static final String USED = "The link is not valid, or is no longer valid.";

	@RegisterExtension
	private final MailedLinks links = new MailedLinks();

	@Autowired
	private MovableClock clock;

	@Autowired
	private Gate gate;

	@Test
	void signUpThenTheTasksAreThereAtOnce(Browser browser) {
		SamplePage page = new SamplePage(browser);
		browser.open("");
		browser.link("Sign up").click();
		browser.fill("Email address", SamplePage.newEmail());
		WebElement password = browser.field("Password");
		assertThat(page.textsOf(".rules li")).containsExactly("8 characters: not met", "An uppercase letter: not met",
				"A lowercase letter: not met", "A digit: not met");
		password.sendKeys("horse");
		assertThat(page.textsOf(".rules .met")).containsExactly("A lowercase letter: met");
		password.sendKeys("-1");
		assertThat(page.textsOf(".rules .met")).containsExactly("A lowercase letter: met", "A digit: met");
		password.sendKeys("H", Keys.ENTER);
		page.awaitHeading("Your tasks");
		assertThat(browser.find(".empty").getText()).isEqualTo("Nothing to do. Add your first task above.");
		assertThat(page.address()).isEqualTo("/tasks");
		assertThat(browser.driver().getTitle()).isEqualTo("Your tasks · Tasks");
		assertThat(page.hasFocus(browser.field("New task"))).isTrue();
		assertThat(page.textsOf("#nav > *")).containsExactly("Tasks", "Account", "Log out");
	}

	@Test
	void signUpWhenRefusedThenTheErrorsAreAtTheirFields(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String email = page.signUp();
		page.logOut();
		browser.resize(Viewport.PHONE);
		browser.open("signup?next=account");
		page.push("Sign up");
		page.awaitError("Email address", "Fill in this field.");
		assertThat(page.textsOf(".error")).containsExactly("Fill in this field.", "Fill in this field.");
		page.enter("nobody", "Horse-1", "Sign up");
		browser.await(() -> assertThat(page.textsOf(".error")).containsExactly("Must have the form name@example.com.",
				"Must have at least 8 characters."));
		page.enter(SamplePage.newEmail(), "short", "Sign up");
		page.awaitError("Password",
				"Must have at least 8 characters. Must have an uppercase letter. Must have a digit.");
		page.enter(email, SamplePage.PASSWORD, "Sign up");
		page.awaitError("Email address", "There is already an account with this address. Log in instead.");
		browser.link("Log in instead").click();
		page.awaitHeading("Log in");
		assertThat(page.valueOf("Email address")).isEqualTo(email);
		assertThat(page.hasFocus(browser.field("Password"))).isTrue();
		browser.field("Password").sendKeys(SamplePage.PASSWORD, Keys.ENTER);
		page.awaitHeading("Your account");
	}

	@Test
	void logInWhenRefusedThenNothingTellsWhetherThereIsAnAccount(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String email = page.signUp();
		page.logOut();
		page.enter(SamplePage.newEmail(), "Wrong-horse-1", "Log in");
		page.awaitProblem(REFUSED);
		browser.fill("Email address", email);
		try (Hold hold = this.gate.hold("POST", "/api/auth/login")) {
			page.push("Log in");
			browser.await(() -> assertThat(browser.find("form [aria-busy=true]").isEnabled()).isFalse());
			assertThat(page.textOf("form .problem")).isEmpty();
		}
		page.awaitProblem(REFUSED);
		assertThat(browser.button("Log in").isEnabled()).isTrue();
		assertThat(page.hasFocus(browser.button("Log in"))).isTrue();
		assertThat(page.valueOf("Email address")).isEqualTo(email);
		assertThat(page.valueOf("Password")).isEqualTo("Wrong-horse-1");
		page.enter(email, SamplePage.PASSWORD, "Log in");
		page.awaitHeading("Your tasks");
	}

	@Test
	void forgotThenThePasswordIsSetWithTheLink(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String email = page.signUp();
		page.logOut();
		browser.link("Forgot your password?").click();
		browser.fill("Email address", email);
		page.push("Send the link");
		page.awaitNote(
				"If there is an account with this address, a link is on its way. It can be used for 30 minutes.");
		String link = this.links.take(email, "reset");
		browser.open(link);
		page.awaitHeading("Set a new password");
		assertNoToken(page);
		browser.fill("New password", "short");
		page.push("Set the password");
		page.awaitError("New password",
				"Must have at least 8 characters. Must have an uppercase letter. Must have a digit.");
		browser.fill("New password", NEW_PASSWORD);
		page.push("Set the password");
		page.awaitNote("The password was set. Log in with it.");
		page.enter(email, NEW_PASSWORD, "Log in");
		page.awaitHeading("Your tasks");
		browser.open(link);
		browser.fill("New password", NEW_PASSWORD);
		page.push("Set the password");
		page.awaitProblem(USED + " Send another link");
		browser.link("Send another link").click();
		page.awaitHeading("Forgot your password?");
	}

	@Test
	void verifyWhenInAnotherBrowserThenTheAccountIsConfirmed(Browser browser, Browser other) {
		SamplePage page = new SamplePage(browser);
		String email = page.signUp();
		String replaced = this.links.take(email, "verify");
		page.visit("Account");
		page.awaitText(".badge", "not confirmed");
		page.push("Send the confirmation link again");
		page.awaitToast("A link is on its way to your address, unless one was sent within the last minute.");
		SamplePage otherPage = new SamplePage(other);
		other.open("verify#token=" + "x".repeat(43));
		otherPage.push("Confirm");
		otherPage.awaitProblem(USED);
		other.open(this.links.take(email, "verify"));
		assertNoToken(otherPage);
		otherPage.push("Confirm");
		otherPage.awaitNote("Your email address is confirmed.");
		otherPage.awaitHeading("Log in");
		page.visit("Tasks");
		page.visit("Account");
		page.awaitText(".badge", "confirmed");
		other.open(replaced);
		otherPage.push("Confirm");
		otherPage.awaitProblem(USED);
		other.open("verify");
		otherPage.awaitHeading("The link is incomplete");
	}

	@Test
	void changeOfTheAddressThenItIsConfirmedAndReverted(Browser browser, Browser other) {
		SamplePage page = new SamplePage(browser);
		String email = page.signUp();
		String newEmail = SamplePage.newEmail();
		browser.open(this.links.take(email, "verify"));
		page.push("Confirm");
		page.awaitHeading("Your account");
		browser.fill("New email address", "nobody");
		page.push("Change the address");
		page.awaitError("New email address", "Must have the form name@example.com.");
		browser.fill("New email address", newEmail);
		page.push("Change the address");
		page.awaitText("section .note:not([hidden])",
				"If %s can be used, a link is on its way to it. Open the link to change your address."
					.formatted(newEmail));
		browser.open(this.links.take(newEmail, "email"));
		assertNoToken(page);
		page.push("Confirm");
		page.awaitNote("Your email address was changed.");
		page.awaitText("section strong", newEmail);
		String revert = this.links.take(email, "email");
		other.open(revert);
		SamplePage otherPage = new SamplePage(other);
		otherPage.awaitHeading("Restore your previous address");
		browser.open(revert);
		assertNoToken(page);
		page.push("Restore");
		page.awaitHeading("Log in");
		page.awaitNote("Your email address is restored. Set a new password with the link that was sent to it.");
		otherPage.push("Restore");
		otherPage.awaitProblem(USED);
		other.open(this.links.take(email, "reset"));
		other.fill("New password", NEW_PASSWORD);
		otherPage.push("Set the password");
		otherPage.awaitNote("The password was set. Log in with it.");
		otherPage.enter(email, NEW_PASSWORD, "Log in");
		otherPage.awaitHeading("Your tasks");
	}

	@Test
	void changeOfThePasswordThenOtherBrowsersAreLoggedOut(Browser browser, Browser other) {
		SamplePage page = new SamplePage(browser);
		SamplePage otherPage = new SamplePage(other);
		String email = page.signUp();
		otherPage.logIn(email, SamplePage.PASSWORD);
		page.visit("Account");
		changePassword(page, "Wrong-horse-1", NEW_PASSWORD);
		page.awaitError("Current password", "The current password is wrong.");
		changePassword(page, SamplePage.PASSWORD, "battery");
		page.awaitError("New password",
				"Must have at least 8 characters. Must have an uppercase letter. Must have a digit.");
		changePassword(page, SamplePage.PASSWORD, NEW_PASSWORD);
		page.awaitToast("The password was changed. You are logged out on all other devices.");
		assertThat(page.valueOf("Current password")).isEmpty();
		assertThat(page.textsOf(".rules li")).allSatisfy((rule) -> assertThat(rule).endsWith(": not met"));
		page.visit("Tasks");
		page.awaitHeading("Your tasks");
		other.field("New task").sendKeys("Typed before", Keys.ENTER);
		otherPage.awaitNote(ENDED);
		otherPage.enter(email, SamplePage.PASSWORD, "Log in");
		otherPage.awaitProblem(REFUSED);
		otherPage.enter(email, NEW_PASSWORD, "Log in");
		otherPage.awaitHeading("Your tasks");
		assertThat(otherPage.valueOf("New task")).isEqualTo("Typed before");
	}

	private static void changePassword(SamplePage page, String current, String next) {
		page.browser().fill("Current password", current);
		page.browser().fill("New password", next);
		page.push("Change the password");
	}

	@Test
	void devicesThenOthersAreLoggedOutOneByOneAndAllAtOnce(Browser browser, Browser other) {
		SamplePage page = new SamplePage(browser);
		SamplePage otherPage = new SamplePage(other);
		String email = page.signUp();
		otherPage.logIn(email, SamplePage.PASSWORD);
		page.visit("Account");
		WebElement end = browser.button("Log out Chrome on Linux, last used just now");
		List<String> devices = page.textsOf("section .list li");
		assertThat(devices).hasSize(2);
		assertThat(devices.get(0)).startsWith("Chrome on Linux this deviceLast used just now from ");
		assertThat(devices.get(1)).startsWith("Chrome on Linux Last used just now from ");
		end.click();
		page.awaitToast("Logged out Chrome on Linux.");
		assertThat(page.textsOf("section .list li")).hasSize(1);
		otherPage.visit("Account");
		otherPage.awaitNote(ENDED);
		assertThat(otherPage.address()).isEqualTo("/login?next=account");
		other.open("login");
		otherPage.awaitHeading("Log in");
		assertThat(otherPage.textOf("main > .note")).isNull();
		otherPage.logIn(email, SamplePage.PASSWORD);
		page.push("Log out everywhere");
		page.awaitNote("You are logged out.");
		other.open("account");
		otherPage.awaitNote("Your session has ended. Log in to continue.");
	}

	@Test
	void changeWhenTheLoginIsTooLongAgoThenAsksForThePassword(Browser browser) {
		SamplePage page = new SamplePage(browser);
		page.signUp();
		this.clock.advance(Duration.ofMinutes(11));
		String newEmail = SamplePage.newEmail();
		page.visit("Account");
		browser.fill("New email address", newEmail);
		page.push("Change the address");
		assertThat(page.hasFocus(browser.field("Password"))).isTrue();
		browser.field("Password").sendKeys("Wrong-horse-1", Keys.ENTER);
		page.awaitError("Password", "The current password is wrong.");
		page.push("Cancel");
		browser.await(() -> assertThat(page.textOf("dialog")).isNull());
		assertThat(page.valueOf("New email address")).isEqualTo(newEmail);
		assertThat(page.hasFocus(browser.button("Change the address"))).isTrue();
		page.push("Log out everywhere");
		browser.field("Password").sendKeys(Keys.ESCAPE);
		browser.await(() -> assertThat(page.textOf("dialog")).isNull());
		page.push("Change the address");
		browser.field("Password").sendKeys(SamplePage.PASSWORD);
		page.push("Confirm");
		page.awaitText("section .note:not([hidden])",
				"If %s can be used, a link is on its way to it. Open the link to change your address."
					.formatted(newEmail));
		this.links.take(newEmail, "email");
		page.push("Log out everywhere");
		browser.field("Password");
		browser.driver().navigate().back();
		page.awaitHeading("Your tasks");
		assertThat(page.textOf("dialog")).isNull();
	}

	@Test
	void deletionOfTheAccountThenNobodyCanLogIn(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String email = page.signUp();
		page.visit("Account");
		page.push("Delete the account");
		assertThat(browser.find("dialog p").getText())
			.isEqualTo("Enter your password to delete the account " + email + ".");
		assertThat(browser.script("return document.querySelector('dialog [autocomplete=username]').value"))
			.isEqualTo(email);
		browser.find("dialog [type=submit]").click();
		page.awaitError("Password", "Fill in this field.");
		browser.field("Password").sendKeys("Wrong-horse-1", Keys.ENTER);
		page.awaitError("Password", "The current password is wrong.");
		browser.fill("Password", SamplePage.PASSWORD);
		browser.find("dialog [type=submit]").click();
		page.awaitNote("Your account was deleted.");
		page.enter(email, SamplePage.PASSWORD, "Log in");
		page.awaitProblem(REFUSED);
	}

	/**
	 * Waits until the page has read the token, and asserts that no address in the history
	 * of the tab contains it.
	 */
	private static void assertNoToken(SamplePage page) {
		page.browser().await(() -> assertThat(page.address()).doesNotContain("#"));
		assertThat((List<?>) page.browser()
			.driver()
			.executeCdpCommand("Page.getNavigationHistory", Map.of())
			.get("entries")).extracting((entry) -> ((Map<?, ?>) entry).get("url"))
			.noneSatisfy((url) -> assertThat(String.valueOf(url)).contains("token="));
	}

}
