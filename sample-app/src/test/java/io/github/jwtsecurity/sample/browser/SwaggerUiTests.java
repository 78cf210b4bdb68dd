package io.github.jwtsecurity.sample.browser;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Swagger UI, with which a user can try the API.
 */
@BrowserTest
class SwaggerUiTests {

	private static final String RESPONSE = ".live-responses-table .response";

	@Test
	void userSignsUpLogsInAndListsTasks(Browser browser) throws Exception {
		browser.open("swagger-ui.html");
		String credentials = "{\"email\":\"%s@example.com\",\"password\":\"Correct-horse-1\"}"
			.formatted(UUID.randomUUID());
		post(browser, "#operations-accounts-signUp", credentials, "201");
		JsonNode tokens = new JsonMapper().readTree(post(browser, "#operations-accounts-logIn", credentials, "200"));
		String tasks = "#operations-task-controller-list";
		tryOut(browser, tasks);
		String userId = tokens.at("/user/user_id").asString();
		browser.find(tasks + " tr[data-param-name=user_id] input").sendKeys(userId, Keys.TAB);
		assertThat(execute(browser, tasks, "401")).contains("token_missing");
		authorize(browser, tokens.path("access_token").asString());
		assertThat(execute(browser, tasks, "200")).isEqualTo("[]");
		browser.assertQuiet();
	}

	private static String post(Browser browser, String operation, String body, String status) {
		tryOut(browser, operation);
		WebElement field = browser.find(operation + " textarea.body-param__text");
		field.sendKeys(Keys.chord(Keys.CONTROL, "a"), body);
		return execute(browser, operation, status);
	}

	private static void tryOut(Browser browser, String operation) {
		click(browser, operation + " .opblock-summary-control");
		click(browser, operation + " .try-out__btn");
	}

	/**
	 * Sends the request, and waits for a response with a status.
	 * @return the body of the response
	 */
	private static String execute(Browser browser, String operation, String status) {
		click(browser, operation + " .execute");
		browser.await(() -> assertThat(browser.find(operation + " " + RESPONSE + " .response-col_status").getText())
			.startsWith(status));
		return browser.find(operation + " " + RESPONSE + " code").getText();
	}

	private static void authorize(Browser browser, String token) {
		click(browser, ".auth-wrapper .authorize");
		browser.find("input[aria-label=auth-bearer-value]").sendKeys(token);
		click(browser, ".auth-btn-wrapper .authorize");
		click(browser, ".auth-btn-wrapper .btn-done");
	}

	/**
	 * Clicks with a script, since the page scrolls while operations unfold.
	 */
	private static void click(Browser browser, String selector) {
		browser.script("arguments[0].click()", browser.find(selector));
	}

}
