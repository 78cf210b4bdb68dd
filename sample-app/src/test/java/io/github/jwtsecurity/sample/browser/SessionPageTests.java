package io.github.jwtsecurity.sample.browser;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.github.jwtsecurity.sample.MovableClock;
import io.github.jwtsecurity.sample.SampleApplication;
import io.github.jwtsecurity.sample.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the session of a user of the page, from its beginning to its end, with
 * several tabs, browsers and addresses.
 */
@BrowserTest
@Import(Requests.class)
class SessionPageTests {

	private static final String ENDED = "Your session has ended. Log in to continue. What you typed is kept.";

	private static final String REFRESH = "POST /api/auth/refresh .*";

	/** A time after which an access token has expired, but its session has not. */
	private static final Duration TOKEN_LIFETIME = Duration.ofHours(25);

	/** A time after which a session that was not used has expired. */
	private static final Duration IDLE_TIMEOUT = Duration.ofDays(8);

	private static final int TABS = 5;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Requests requests;

	@Autowired
	private RestTestClient client;

	@Autowired
	private Users users;

	@BeforeEach
	void clear() {
		this.requests.clear();
	}

	@Test
	void sessionOutlivesReloadsTabsAndARestartOfTheBrowser(Browser browser) {
		signUp(browser);
		for (int i = 0; i < 4; i++) {
			browser.open("tasks");
			awaitTasks(browser);
		}
		browser.openTab("account");
		new SamplePage(browser).awaitHeading("Your account");
		assertThat(browser.driver().findElements(By.cssSelector("time"))).hasSize(1);
		browser.restart();
		browser.open("account");
		new SamplePage(browser).awaitHeading("Your account");
		assertThat(sessions(browser)).isEqualTo(1L);
		assertThat(this.requests.matching("POST /api/auth/(login|signup) .*")).hasSize(1);
	}

	@Test
	void tokenThatExpiresIsRenewedUnnoticed(Browser browser) {
		signUp(browser);
		this.clock.advance(TOKEN_LIFETIME);
		new SamplePage(browser).addTask("Buy milk");
		assertThat(this.requests.matching(REFRESH)).hasSize(1);
		assertThat(this.requests.matching("POST .*/tasks .*")).extracting((line) -> line.substring(line.length() - 3))
			.containsExactly("401", "201");
		assertThat(sessions(browser)).isEqualTo(1L);
	}

	@Test
	void tabsThatAreOpenedAtOnceAllHaveTheSession(Browser browser) {
		signUp(browser);
		String first = browser.tab();
		browser.script("for (let i = 0; i < arguments[0]; i++) open('tasks', '_blank', 'noopener')", TABS);
		browser.await(() -> assertThat(browser.driver().getWindowHandles()).hasSize(TABS + 1));
		for (String tab : browser.driver().getWindowHandles()) {
			browser.switchTo(tab);
			awaitTasks(browser);
		}
		assertThat(this.requests.matching(REFRESH)).hasSizeBetween(1, TABS)
			.allMatch((request) -> request.endsWith(" 200"));
		browser.switchTo(first);
		assertThat(sessions(browser)).isEqualTo(1L);
	}

	@Test
	void linkInAMailOutlivesTheEndOfASession(Browser browser) {
		String email = signUp(browser);
		endSessions(email);
		browser.open("reset#token=a-token");
		browser.link("Sign up");
		SamplePage page = new SamplePage(browser);
		page.awaitHeading("Set a new password");
		assertThat(path(browser)).isEqualTo("/reset");
		browser.fill("New password", "Another-horse-2");
		String tab = browser.tab();
		browser.openTab("login");
		logIn(browser, email);
		browser.switchTo(tab);
		browser.link("Account");
		page.awaitHeading("Set a new password");
		assertThat(browser.field("New password").getDomProperty("value")).isEqualTo("Another-horse-2");
	}

	@Test
	void tabWhoseSessionIsClearedShowsNothing(Browser browser) {
		signUp(browser);
		new SamplePage(browser).addTask("Buy milk");
		String tab = browser.tab();
		browser.driver().manage().deleteAllCookies();
		browser.script("localStorage.clear()");
		browser.openTab("login");
		browser.link("Sign up");
		browser.switchTo(tab);
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(notes(browser)).containsExactly("You are logged out.");
	}

	/**
	 * Locks are faster than storage in Chromium, so a tab may refresh although another
	 * has done so.
	 */
	@Test
	void tabsWhoseTokensExpireKeepTheSession(Browser browser) {
		signUp(browser);
		new SamplePage(browser).addTask("Buy milk");
		List<String> tabs = new ArrayList<>();
		for (int i = 0; i < TABS; i++) {
			tabs.add(browser.openTab("tasks"));
			browser.find("[type=checkbox]");
			browser.script("new BroadcastChannel('test').onmessage = () => "
					+ "document.querySelector('[type=checkbox]').click()");
		}
		this.clock.advance(TOKEN_LIFETIME);
		this.requests.clear();
		browser.script("new BroadcastChannel('test').postMessage('click');"
				+ "document.querySelector('[type=checkbox]').click()");
		browser.await(() -> assertThat(this.requests.matching("PATCH .* 200")).hasSize(TABS));
		for (String tab : tabs) {
			browser.switchTo(tab);
			awaitTasks(browser);
		}
		assertThat(this.requests.matching(REFRESH)).hasSizeBetween(1, TABS)
			.allMatch((request) -> request.endsWith(" 200"));
	}

	@Test
	void sessionThatExpiredLeadsToTheLoginAndBack(Browser browser) {
		String email = signUp(browser);
		browser.fill("New task", "Buy milk");
		this.clock.advance(IDLE_TIMEOUT);
		browser.button("Add").click();
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(notes(browser)).containsExactly(ENDED);
		logIn(browser, email);
		assertThat(browser.field("New task").getAttribute("value")).isEqualTo("Buy milk");
		assertThat(notes(browser)).isEmpty();
		browser.button("Add").click();
		browser.named("[type=checkbox]", "Buy milk");
		browser.open("tasks");
		awaitTasks(browser);
		assertThat(notes(browser)).isEmpty();
		assertThat(browser.field("New task").getAttribute("value")).isEmpty();
	}

	@Test
	void draftIsNotShownToAnotherUser(Browser browser) {
		signUp(browser);
		browser.fill("New task", "Buy milk");
		String other = register();
		this.clock.advance(IDLE_TIMEOUT);
		browser.button("Add").click();
		new SamplePage(browser).awaitHeading("Log in");
		logIn(browser, other);
		assertThat(browser.field("New task").getAttribute("value")).isEmpty();
		assertThat(browser.driver().getPageSource()).doesNotContain("Buy milk");
	}

	@Test
	void sessionThatIsEndedOnAnotherDeviceLeadsBackToTheSameAddress(Browser browser) {
		String email = signUp(browser);
		browser.link("Account").click();
		new SamplePage(browser).awaitHeading("Your account");
		endSessions(email);
		browser.button("Send the confirmation link again").click();
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(notes(browser)).containsExactly(ENDED);
		assertThat(path(browser)).isEqualTo("/login?next=account");
		enter(browser, email);
		new SamplePage(browser).awaitHeading("Your account");
		assertThat(path(browser)).isEqualTo("/account");
	}

	@Test
	void otherTabsFollowALogoutAndALogin(Browser browser) {
		String email = signUp(browser);
		String first = browser.tab();
		browser.openTab("tasks");
		awaitTasks(browser);
		browser.script("const channel = new BroadcastChannel('test');"
				+ "channel.onmessage = () => channel.postMessage(document.querySelector('h1').textContent)");
		browser.switchTo(first);
		for (int i = 0; i < 5; i++) {
			browser.button("Log out").click();
			new SamplePage(browser).awaitHeading("Log in");
			awaitHeadingElsewhere(browser, "Log in");
			enter(browser, email);
			awaitTasks(browser);
			awaitHeadingElsewhere(browser, "Your tasks");
		}
	}

	@Test
	void logOutEverywhereEndsAllDevicesAndTabs(Browser browser, Browser other) {
		String email = signUp(browser);
		other.open("login");
		logIn(other, email);
		String first = browser.tab();
		browser.openTab("account");
		browser.button("Log out everywhere").click();
		new SamplePage(browser).awaitHeading("Log in");
		browser.switchTo(first);
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(notes(browser)).containsExactly("You are logged out.");
		other.fill("New task", "Buy milk");
		other.button("Add").click();
		new SamplePage(other).awaitHeading("Log in");
		assertThat(notes(other)).containsExactly(ENDED);
	}

	@Test
	void logOutWithoutAConnectionEndsTheSessionLater(Browser browser) {
		signUp(browser);
		browser.setOffline(true);
		browser.button("Log out").click();
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(this.requests.matching("POST /api/auth/logout .*")).isEmpty();
		browser.setOffline(false);
		browser.await(() -> assertThat(this.requests.matching("POST /api/auth/logout 204")).hasSize(1));
		browser.open("tasks");
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(this.requests.matching(REFRESH)).isEmpty();
	}

	@Test
	void logOutWithoutAConnectionEndsTheSessionAfterARestartOfTheBrowser(Browser browser) {
		signUp(browser);
		browser.setOffline(true);
		browser.button("Log out").click();
		new SamplePage(browser).awaitHeading("Log in");
		browser.restart();
		browser.open("tasks");
		new SamplePage(browser).awaitHeading("Log in");
		browser.await(() -> assertThat(this.requests.matching("POST /api/auth/logout 204")).hasSize(1));
	}

	@Test
	void backAfterALogoutShowsNothing(Browser browser) {
		String email = signUp(browser);
		new SamplePage(browser).addTask("Buy milk");
		browser.link("Account").click();
		new SamplePage(browser).awaitHeading("Your account");
		browser.button("Log out").click();
		new SamplePage(browser).awaitHeading("Log in");
		browser.driver().navigate().back();
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(browser.driver().getPageSource()).doesNotContain("Buy milk", email);
	}

	@Test
	void backFromAnotherPageAfterALogoutShowsNothing(Browser browser) {
		signUp(browser);
		new SamplePage(browser).addTask("Buy milk");
		String first = browser.tab();
		browser.driver().get("about:blank");
		browser.openTab("tasks");
		browser.button("Log out").click();
		new SamplePage(browser).awaitHeading("Log in");
		browser.switchTo(first);
		browser.driver().navigate().back();
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(browser.driver().getPageSource()).doesNotContain("Buy milk");
	}

	@Test
	void tasksOfAnotherUserAreNotShown(Browser browser) {
		signUp(browser);
		browser.open("tasks/" + this.users.create().id());
		new SamplePage(browser).awaitHeading("Not yours");
		assertThat(browser.driver().getTitle()).isEqualTo("Not yours · Tasks");
		assertThat(browser.find("main").getText()).contains("403", "not_owner");
		assertThat(this.requests.matching("GET .*/tasks 403")).hasSize(1);
		browser.link("Your own tasks").click();
		awaitTasks(browser);
	}

	@Test
	void addressSurvivesTheLoginAndHistory(Browser browser) {
		String email = register();
		browser.open("account");
		new SamplePage(browser).awaitHeading("Log in");
		assertThat(browser.driver().getTitle()).isEqualTo("Log in · Tasks");
		assertThat(path(browser)).isEqualTo("/login?next=account");
		enter(browser, email);
		assertPage(browser, "Your account", "/account");
		browser.link("Tasks").click();
		assertPage(browser, "Your tasks", "/tasks");
		browser.driver().navigate().back();
		assertPage(browser, "Your account", "/account");
		browser.driver().navigate().forward();
		assertPage(browser, "Your tasks", "/tasks");
	}

	@Test
	void nextAddressIsOneOfThisPage(Browser browser) {
		String email = register();
		browser.open("login?next=//evil.example");
		logIn(browser, email);
		assertThat(path(browser)).isEqualTo("/tasks");
		for (String next : List.of("https://evil.example/", "https:evil.example", "javascript:alert(1)",
				"%5C%5Cevil.example", "/%5Cevil.example", "%2F%2Fevil.example", "http://", "login", "signup?next=tasks",
				"api/auth/me", "tasks/%25zz", "%25zz", "data:text/html,x", "account/../login", "constructor",
				"__proto__")) {
			browser.open("login?next=" + next);
			browser.await(() -> assertThat(path(browser)).as(next).isEqualTo("/tasks"));
			awaitTasks(browser);
		}
		browser.open("login?next=tasks/somebody%3Fx=1");
		new SamplePage(browser).awaitHeading("Not yours");
		assertThat(path(browser)).isEqualTo("/tasks/somebody?x=1");
	}

	@Test
	void offlineThenNothingTypedIsLost(Browser browser) {
		signUp(browser);
		assertThat(browser.driver().findElement(By.id("banner")).isDisplayed()).isFalse();
		browser.setOffline(true);
		assertThat(browser.find("#banner").getText()).isEqualTo("You are offline. What you type stays here.");
		browser.fill("New task", "Buy milk");
		browser.button("Add").click();
		awaitUnreachable(browser);
		assertThat(browser.field("New task").getAttribute("value")).isEqualTo("Buy milk");
		browser.setOffline(false);
		browser.await(() -> assertThat(browser.driver().findElement(By.id("banner")).isDisplayed()).isFalse());
		browser.button("Add").click();
		browser.named("[type=checkbox]", "Buy milk");
		assertThat(browser.driver().findElement(By.cssSelector("[role=alert]")).isDisplayed()).isFalse();
	}

	@Test
	void restartOfTheServerIsSurvivedWithoutAReload() {
		String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
		ConfigurableApplicationContext server = start(database, "0");
		String port = server.getEnvironment().getProperty("local.server.port");
		try (Browser browser = Browser.start(URI.create("http://localhost:" + port + "/"))) {
			String email = signUp(browser);
			new SamplePage(browser).addTask("Buy milk");
			browser.script("window.isSamePage = true");
			browser.fill("New task", "Buy bread");
			server.close();
			browser.button("Add").click();
			awaitUnreachable(browser);
			assertThat(browser.field("New task").getAttribute("value")).isEqualTo("Buy bread");
			browser.link("Account").click();
			new SamplePage(browser).awaitHeading("Your account");
			awaitUnreachable(browser);
			browser.link("Tasks").click();
			awaitUnreachable(browser);
			server = start(database, port);
			browser.button("Try again").click();
			browser.named("[type=checkbox]", "Buy milk");
			assertThat(browser.field("New task").getAttribute("value")).isEqualTo("Buy bread");
			browser.button("Add").click();
			browser.named("[type=checkbox]", "Buy bread");
			assertThat(browser.script("return window.isSamePage")).isEqualTo(true);
			browser.open("account");
			new SamplePage(browser).awaitHeading("Your account");
			assertThat(browser.find("main").getText()).contains(email);
			browser.assertQuiet();
		}
		finally {
			server.close();
		}
	}

	@Test
	void everythingIsPossibleWithTheKeyboard(Browser browser) {
		String email = register();
		browser.open("");
		new SamplePage(browser).awaitHeading("Everybody sees their own tasks, and nobody else’s");
		browser.link("Log in");
		assertTabOrder(browser, "Skip to the content");
		assertThat(browser.find("#skip").getLocation().y).isPositive();
		press(browser, Keys.ENTER);
		assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
		assertTabOrder(browser, "Send the three requests");
		browser.open("");
		browser.link("Log in");
		assertTabOrder(browser, "Skip to the content", "Tasks , start page", "Log in");
		press(browser, Keys.ENTER);
		new SamplePage(browser).awaitHeading("Log in");
		awaitFocus(browser, "Email address");
		press(browser, email);
		assertTabOrder(browser, "Password");
		press(browser, SamplePage.PASSWORD, Keys.ENTER);
		awaitFocus(browser, "New task");
		press(browser, "Buy milk", Keys.ENTER);
		browser.named("[type=checkbox]", "Buy milk");
		awaitFocus(browser, "New task");
		assertTabOrder(browser, "Add", "Buy milk", "Rename Buy milk", "Delete Buy milk");
		press(browser, Keys.chord(Keys.SHIFT, Keys.TAB), Keys.chord(Keys.SHIFT, Keys.TAB));
		press(browser, Keys.SPACE);
		browser.await(() -> assertThat(this.requests.matching("PATCH .* 200")).hasSize(1));
		awaitFocus(browser, "Buy milk");
		assertThat(browser.find("[type=checkbox]").isSelected()).isTrue();
		browser.link("Account").sendKeys(Keys.ENTER);
		awaitFocus(browser, "Your account");
		assertThat(browser.script("return document.activeElement.localName")).isEqualTo("h1");
	}

	private static ConfigurableApplicationContext start(String database, String port) {
		return new SpringApplicationBuilder(SampleApplication.class)
			.properties("server.port=" + port, "spring.datasource.url=" + database,
					"JWT_SECRET=a-secret-of-this-test-that-is-long-enough")
			.run();
	}

	private static void awaitUnreachable(Browser browser) {
		browser.await(() -> assertThat(browser.find("[role=alert]").getText())
			.isEqualTo("The server cannot be reached. Nothing that you typed is lost."));
	}

	private static String signUp(Browser browser) {
		String email = new SamplePage(browser).signUp();
		browser.field("New task");
		return email;
	}

	/**
	 * Signs up without a browser.
	 */
	private String register() {
		String email = SamplePage.newEmail();
		tokens("signup", email);
		return email;
	}

	private static void logIn(Browser browser, String email) {
		enter(browser, email);
		awaitTasks(browser);
	}

	private static void enter(Browser browser, String email) {
		new SamplePage(browser).enter(email, SamplePage.PASSWORD, "Log in");
	}

	private static void awaitTasks(Browser browser) {
		new SamplePage(browser).awaitHeading("Your tasks");
		browser.field("New task");
	}

	/**
	 * Waits for a heading in another tab that answers messages. A tab that becomes
	 * visible would look for changes itself.
	 */
	private static void awaitHeadingElsewhere(Browser browser, String heading) {
		browser.await(() -> assertThat(browser.script("const channel = new BroadcastChannel('test');"
				+ "return new Promise((resolve) => { channel.onmessage = ({ data }) => resolve(data); channel.postMessage(''); })"
				+ ".finally(() => channel.close())"))
			.isEqualTo(heading));
	}

	private static void assertPage(Browser browser, String heading, String path) {
		new SamplePage(browser).awaitHeading(heading);
		assertThat(path(browser)).isEqualTo(path);
		assertThat(browser.driver().getTitle()).isEqualTo(heading + " · Tasks");
	}

	private static Object path(Browser browser) {
		return browser.script("return location.pathname + location.search");
	}

	private static List<String> notes(Browser browser) {
		return browser.driver().findElements(By.cssSelector(".note")).stream().map(WebElement::getText).toList();
	}

	/**
	 * Returns the number of sessions of the user who is logged in.
	 */
	private static Object sessions(Browser browser) {
		return browser.script("return import(document.querySelector('script').src.replace('app.js', 'session.js'))"
				+ ".then(({ auth }) => auth.sessions()).then(({ length }) => length)");
	}

	private static void press(Browser browser, CharSequence... keys) {
		browser.driver().switchTo().activeElement().sendKeys(keys);
	}

	/**
	 * Asserts that the tabulator key leads to elements with these names.
	 */
	private static void assertTabOrder(Browser browser, String... names) {
		for (String name : names) {
			press(browser, Keys.TAB);
			assertThat(focused(browser)).isEqualTo(name);
		}
	}

	private static String focused(Browser browser) {
		return browser.driver().switchTo().activeElement().getAccessibleName();
	}

	private static void awaitFocus(Browser browser, String name) {
		browser.await(() -> assertThat(focused(browser)).isEqualTo(name));
	}

	/**
	 * Ends all sessions of a user, as another device does.
	 */
	private void endSessions(String email) {
		this.client.delete()
			.uri("/api/auth/sessions")
			.header("Authorization", "Bearer " + tokens("login", email).get("access_token"))
			.exchange()
			.expectStatus()
			.isNoContent();
	}

	private Map<?, ?> tokens(String endpoint, String email) {
		return Objects.requireNonNull(this.client.post()
			.uri("/api/auth/{endpoint}", endpoint)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("email", email, "password", SamplePage.PASSWORD))
			.exchange()
			.expectStatus()
			.is2xxSuccessful()
			.returnResult(Map.class)
			.getResponseBody());
	}

}
