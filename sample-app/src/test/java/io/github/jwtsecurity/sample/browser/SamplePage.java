package io.github.jwtsecurity.sample.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the sample with accounts.
 *
 * @param browser the browser that shows the page
 */
record SamplePage(Browser browser) {

	static final String PASSWORD = "Correct-horse-1";

	private static final String ERROR = """
			const [field] = arguments;
			const error = field.getAttribute('aria-describedby').split(' ')
			  .map((id) => document.getElementById(id)).find(({ className }) => className === 'error');
			const { left, top, height } = error.getBoundingClientRect();
			return { text: error.innerText, invalid: field.getAttribute('aria-invalid'),
			  focused: field === document.activeElement,
			  visible: error.contains(document.elementFromPoint(left + 1, top + height / 2)) };
			""";

	static String newEmail() {
		return "user-" + UUID.randomUUID() + "@example.com";
	}

	/**
	 * Signs a new user up.
	 * @return the address of the user
	 */
	String signUp() {
		String email = newEmail();
		this.browser.open("signup");
		enter(email, PASSWORD, "Sign up");
		awaitHeading("Your tasks");
		return email;
	}

	void logIn(String email, String password) {
		this.browser.open("login");
		enter(email, password, "Log in");
		awaitHeading("Your tasks");
	}

	void logOut() {
		push("Log out");
		awaitNote("You are logged out.");
	}

	/**
	 * Fills in the form of a login or signup and sends it.
	 */
	void enter(String email, String password, String action) {
		this.browser.fill("Email address", email);
		this.browser.fill("Password", password);
		push(action);
	}

	/**
	 * Adds a task, and waits until it is in the list.
	 */
	void addTask(String title) {
		this.browser.fill("New task", title);
		push("Add");
		this.browser.named("[type=checkbox]", title);
	}

	/**
	 * Follows a link of the navigation.
	 */
	void visit(String link) {
		click(() -> this.browser.named("#nav a", link));
	}

	void push(String button) {
		click(() -> this.browser.button(button));
	}

	/**
	 * Clicks an element, which the page may replace before the click.
	 */
	private void click(Supplier<WebElement> element) {
		this.browser.await(() -> element.get().click());
	}

	void awaitHeading(String heading) {
		this.browser.named("h1", heading);
	}

	/**
	 * Waits for the note above the content of the page.
	 */
	void awaitNote(String text) {
		awaitText("main > .note", text);
	}

	/**
	 * Waits for the message at the bottom of the window.
	 */
	void awaitToast(String text) {
		awaitText("#toast", text);
	}

	/**
	 * Waits for the refusal that belongs to no field of a form.
	 */
	void awaitProblem(String text) {
		awaitText("form .problem", text);
	}

	/**
	 * Waits for the visible text of an element.
	 * @param selector the CSS selector, whose first element counts
	 * @param text the whole text
	 */
	void awaitText(String selector, String text) {
		this.browser.await(() -> assertThat(textOf(selector)).as(selector).isEqualTo(text));
	}

	/**
	 * Returns the visible text of an element, {@code null} if it is missing.
	 */
	String textOf(String selector) {
		return (String) this.browser.script("return document.querySelector(arguments[0])?.innerText", selector);
	}

	List<String> textsOf(String selector) {
		return ((List<?>) this.browser.script(
				"return [...document.querySelectorAll(arguments[0])].map(({ textContent }) => textContent)", selector))
			.stream()
			.map(String::valueOf)
			.toList();
	}

	/**
	 * Waits until an error is shown at a field, can be seen without scrolling, and is
	 * read out, since the field has the focus.
	 */
	void awaitError(String label, String text) {
		WebElement field = this.browser.field(label);
		this.browser.await(() -> assertThat(this.browser.script(ERROR, field))
			.isEqualTo(Map.of("text", text, "invalid", "true", "focused", true, "visible", true)));
	}

	/**
	 * Returns the path with query and fragment in the address bar.
	 */
	String address() {
		return (String) this.browser.script("return location.href.slice(location.origin.length)");
	}

	String valueOf(String label) {
		return this.browser.field(label).getDomProperty("value");
	}

	boolean hasFocus(WebElement element) {
		return Boolean.TRUE.equals(this.browser.script("return document.activeElement === arguments[0]", element));
	}

}
