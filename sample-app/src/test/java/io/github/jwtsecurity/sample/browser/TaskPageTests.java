package io.github.jwtsecurity.sample.browser;

import java.util.List;

import io.github.jwtsecurity.sample.browser.Gate.Hold;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page with the tasks, and for the page that shows what the service does.
 * Even the deletion of a new account needs its password.
 */
@BrowserTest
@Import(Gate.class)
@TestPropertySource(properties = "jwt-security.accounts.fresh-login=0s")
class TaskPageTests {

	private static final String UNREACHABLE = "The server cannot be reached. Nothing that you typed is lost.";

	@Autowired
	private Gate gate;

	@Test
	void tasksThenAreAddedCompletedRenamedAndDeleted(Browser browser) {
		SamplePage page = new SamplePage(browser);
		page.signUp();
		page.push("Add");
		page.awaitError("New task", "Fill in this field.");
		browser.fill("New task", "Buy milk");
		page.push("Add");
		page.awaitToast("Added Buy milk.");
		browser.field("New task").sendKeys("Feed the cat", Keys.ENTER);
		page.awaitToast("Added Feed the cat.");
		assertThat(page.valueOf("New task")).isEmpty();
		assertThat(page.hasFocus(browser.field("New task"))).isTrue();
		assertTasks(page, "Buy milk", "Feed the cat");
		assertThat(page.textOf(".card > .muted")).isEqualTo("2 tasks");
		assertThat(browser.driver().findElement(By.cssSelector(".empty")).isDisplayed()).isFalse();
		browser.field("Buy milk").click();
		page.awaitToast("Buy milk: done.");
		page.push("Rename Buy milk");
		browser.field("New title").sendKeys("Buy bread", Keys.ENTER);
		page.awaitToast("Renamed to Buy bread.");
		assertThat(page.hasFocus(browser.button("Rename Buy bread"))).isTrue();
		page.push("Rename Feed the cat");
		browser.field("New title").sendKeys("Feed the dog", Keys.ESCAPE);
		page.push("Rename Feed the cat");
		assertThat(page.valueOf("New title")).isEqualTo("Feed the cat");
		browser.field("New title").sendKeys("Feed the dog");
		page.push("Cancel");
		assertThat(page.hasFocus(browser.button("Rename Feed the cat"))).isTrue();
		browser.open("tasks");
		assertThat(browser.field("Buy bread").isSelected()).isTrue();
		assertThat(browser.field("Feed the cat").isSelected()).isFalse();
		page.push("Delete Buy bread");
		page.awaitToast("Deleted Buy bread.");
		assertThat(page.hasFocus(browser.button("Delete Feed the cat"))).isTrue();
		assertThat(page.textOf(".card > .muted")).isEqualTo("1 task");
		page.push("Delete Feed the cat");
		assertThat(browser.find(".empty").getText()).isEqualTo("Nothing to do. Add your first task above.");
		assertThat(page.hasFocus(browser.field("New task"))).isTrue();
	}

	@Test
	void addWhenTheResponseComesAfterALogoutThenTheNextUserDoesNotSeeIt(Browser browser) {
		SamplePage page = new SamplePage(browser);
		page.signUp();
		Object userId = browser
			.script("return import(document.querySelector('script').src.replace('app.js', 'session.js'))"
					+ ".then(({ auth }) => auth.user.user_id)");
		try (Hold hold = this.gate.hold("POST", "/api/" + userId)) {
			browser.field("New task").sendKeys("A secret", Keys.ENTER);
			page.logOut();
			browser.named("#nav a", "Sign up").click();
			page.enter(SamplePage.newEmail(), SamplePage.PASSWORD, "Sign up");
			browser.find(".empty");
		}
		browser.await(() -> assertThat(
				browser.script("return performance.getEntriesByName(new URL('api/%s/tasks', document.baseURI)).length"
					.formatted(userId)))
			.isEqualTo(2L));
		add(page, "Buy milk");
		page.awaitToast("Added Buy milk.");
		assertThat(page.textsOf("#toast, #traffic, main")).noneMatch((text) -> text.contains("A secret"))
			.noneMatch((text) -> text.contains(userId.toString()));
	}

	@Test
	void changeWhenTheServerIsNotReachedThenIsTakenBack(Browser browser) {
		SamplePage page = new SamplePage(browser);
		page.signUp();
		add(page, "Buy milk");
		try (Hold hold = this.gate.hold("PATCH", "/api/")) {
			browser.field("Buy milk").click();
			assertThat(browser.field("Buy milk").isSelected()).isTrue();
			assertThat(browser.field("Buy milk").isEnabled()).isFalse();
		}
		page.awaitToast("Buy milk: done.");
		browser.setOffline(true);
		assertThat(browser.find("#banner").getText()).isEqualTo("You are offline. What you type stays here.");
		browser.field("Buy milk").click();
		page.awaitToast(UNREACHABLE);
		assertThat(browser.field("Buy milk").isSelected()).isTrue();
		assertThat(page.hasFocus(browser.field("Buy milk"))).isTrue();
		browser.field("New task").sendKeys("Feed the cat", Keys.ENTER);
		page.awaitProblem(UNREACHABLE);
		page.push("Delete Buy milk");
		browser.await(() -> assertThat(browser.button("Delete Buy milk").isEnabled()).isTrue());
		page.push("Rename Buy milk");
		browser.field("New title").sendKeys("Buy bread", Keys.ENTER);
		browser.await(() -> assertThat(page.textOf("li .problem")).isEqualTo(UNREACHABLE));
		browser.setOffline(false);
		page.push("Save");
		page.awaitToast("Renamed to Buy bread.");
		page.push("Add");
		page.awaitToast("Added Feed the cat.");
		assertTasks(page, "Buy bread", "Feed the cat");
	}

	@Test
	void changeWhenTheServerRefusesThenIsTakenBack(Browser browser) {
		SamplePage page = new SamplePage(browser);
		page.signUp();
		add(page, "Buy milk");
		String tab = browser.tab();
		browser.openTab("tasks");
		page.push("Delete Buy milk");
		page.awaitToast("Deleted Buy milk.");
		browser.switchTo(tab);
		browser.field("Buy milk").click();
		page.awaitToast("There is no such task.");
		assertThat(browser.field("Buy milk").isSelected()).isFalse();
		page.push("Delete Buy milk");
		page.awaitToast("Deleted Buy milk.");
		// The server trims more characters than the page.
		browser.script("arguments[0].value = '\\u001c'", browser.field("New task"));
		page.push("Add");
		page.awaitError("New task", "Must not be blank.");
		add(page, "Feed the cat");
		page.push("Rename Feed the cat");
		browser.script("arguments[0].value = '\\u001c'", browser.field("New title"));
		page.push("Save");
		page.awaitError("New title", "Must not be blank.");
	}

	@Test
	void titlesThenAreShownAsText(Browser browser) {
		SamplePage page = new SamplePage(browser);
		String script = "<img src=x onerror=\"document.title = 'hacked'\"><script>document.title = 'hacked'</script>";
		page.signUp();
		browser.resize(Viewport.PHONE);
		add(page, script);
		browser.field("New task").sendKeys("x".repeat(205), Keys.ENTER);
		page.awaitToast("Added " + "x".repeat(200) + ".");
		browser.open("tasks");
		browser.field(script);
		assertTasks(page, script, "x".repeat(200));
		assertThat(browser.script("return document.querySelectorAll('main img, main script').length")).isEqualTo(0L);
		assertThat(browser.driver().getTitle()).isEqualTo("Your tasks · Tasks");
		browser.assertFits();
		page.push("Rename " + "x".repeat(200));
		browser.assertFits();
	}

	@Test
	void startPageWhenLoggedOutThenUsesATemporaryAccount(Browser browser) {
		SamplePage page = new SamplePage(browser);
		browser.open("");
		page.push("Send the three requests");
		assertResponses(page);
		assertThat(page.textsOf("#nav > *")).containsExactly("Log in", "Sign up");
		browser.find("#traffic summary").click();
		assertThat(page.textsOf("#traffic-list li")).first().asString().startsWith("DELETE /api/auth/me → 204 in ");
		assertNoToken(page);
	}

	@Test
	void startPageWhenSignedInThenUsesTheAccount(Browser browser) {
		SamplePage page = new SamplePage(browser);
		page.signUp();
		add(page, "Buy milk");
		page.visit("Tasks");
		browser.find(".brand").click();
		page.push("Send the three requests");
		List<String> responses = assertResponses(page);
		assertThat(responses.get(1)).contains("\"title\": \"Buy milk\"");
		browser.find("#traffic summary").click();
		assertThat(page.textOf("#traffic-count")).matches("GET /api/somebody-else/tasks → 403");
		assertThat(page.textsOf("#traffic-list li")).anySatisfy((entry) -> assertThat(entry)
			.matches("(?s)GET /api/\\S+/tasks → 200 in \\d+ msAuthorization: Bearer eyJ\\w{6}…"));
		assertNoToken(page);
	}

	private static List<String> assertResponses(SamplePage page) {
		page.browser()
			.await(() -> assertThat(page.textOf("[role=status].spoken")).isEqualTo("The three responses are shown."));
		assertThat(page.textsOf(".response .badge")).containsExactly("200", "401", "403");
		List<String> texts = page.textsOf(".response pre");
		String address = page.browser().driver().getCurrentUrl() + "api/";
		String authorization = " \\\\\\n  -H 'Authorization: Bearer eyJ\\w{6}…'";
		assertThat(texts.get(0)).matches("curl " + address + "\\S+/tasks" + authorization);
		assertThat(texts.get(2)).matches("curl " + address + "\\S+/tasks");
		assertThat(texts.get(3)).contains("\"status\": 401", "\"code\": \"token_missing\"");
		assertThat(texts.get(4)).matches("curl " + address + "somebody-else/tasks" + authorization);
		assertThat(texts.get(5)).contains("\"status\": 403", "\"code\": \"not_owner\"");
		page.browser().await(() -> assertThat(page.browser().find("#demonstrate").isEnabled()).isTrue());
		return texts;
	}

	private static void assertNoToken(SamplePage page) {
		assertThat(page.textsOf("body")).first().asString().doesNotContainPattern("eyJ[\\w-]{7}");
	}

	private static void add(SamplePage page, String title) {
		page.browser().fill("New task", title);
		page.push("Add");
		page.awaitToast("Added " + title + ".");
	}

	private static void assertTasks(SamplePage page, String... titles) {
		assertThat(page.textsOf(".list label > span")).containsExactly(titles);
	}

}
