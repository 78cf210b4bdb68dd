package io.github.jwtsecurity.sample.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.NodePackages;
import io.github.jwtsecurity.sample.SampleApplication;
import io.github.jwtsecurity.sample.browser.Browser;
import io.github.jwtsecurity.sample.browser.BrowserExtension;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the applications in {@code docs/front-end.md}, in a browser, with the real
 * development servers and the client as npm installs it.
 */
@ExtendWith({ BrowserExtension.class, OutputCaptureExtension.class })
class FrontEndTests {

	private static final String PASSWORD = "Correct-horse-1";

	/** A script that ends the sessions of a user, as another device does. */
	private static final String END_SESSIONS = """
			const [email, password] = arguments;
			return fetch('/api/auth/login', {
			  method: 'POST',
			  headers: { 'Content-Type': 'application/json' },
			  body: JSON.stringify({ email, password, delivery: 'body' }),
			}).then((response) => response.json()).then(({ access_token }) => fetch('/api/auth/sessions', {
			  method: 'DELETE',
			  headers: { Authorization: `Bearer ${access_token}` },
			})).then(({ status }) => status)""";

	private static final Deque<AutoCloseable> running = new ArrayDeque<>();

	/** The browser of the last test. */
	private static Browser lastBrowser;

	private static Path directory;

	private static NodeServer vite;

	private static NodeServer next;

	private static NodeServer nextWithBetterAuth;

	/**
	 * The service with cookies for both tokens, which pages of its own origin may call.
	 */
	private static int cookieService;

	/**
	 * The service with a cookie for the refresh token, which the pages of Vite may call.
	 */
	private static int service;

	/** The service for the users of Better Auth. */
	private static int betterAuthService;

	@BeforeAll
	static void start() throws IOException {
		directory = NodePackages.install("front-end").toAbsolutePath();
		installClient();
		copyModules("vite/src", "session.js", "forms.jsx");
		copyModules("next/lib", "session.js", "forms.jsx");
		copyModules("next-better-auth/lib", "forms.jsx");
		cookieService = NodeServer.freePort();
		service = NodeServer.freePort();
		betterAuthService = NodeServer.freePort();
		int betterAuth = NodeServer.freePort();
		next = start("next", NodeServer.freePort(), Map.of("SERVICE_URL", NodeServer.originOf(cookieService)),
				"next/dist/bin/next", "dev", "-p");
		nextWithBetterAuth = start("next-better-auth", betterAuth,
				Map.of("BETTER_AUTH_URL", NodeServer.originOf(betterAuth), "BETTER_AUTH_SECRET",
						UUID.randomUUID().toString(), "NEXT_PUBLIC_SERVICE_URL",
						NodeServer.originOf(betterAuthService)),
				"next/dist/bin/next", "dev", "-p");
		vite = start("vite", NodeServer.freePort(), Map.of("SERVICE_URL", NodeServer.originOf(service)),
				"vite/bin/vite.js", "--strictPort", "--port");
		startService(cookieService, "--jwt-security.cookie.refresh-only=false",
				"--jwt-security.cookie.default-delivery=cookie");
		startService(service, "--jwt-security.web.cors.allowed-origins=" + originOf(vite),
				"--jwt-security.web.permit-all=GET /tasks.html,GET /start.js,GET /jwt-security-client.js",
				"--spring.web.resources.static-locations=file:%s/plain/,file:%s/node_modules/jwt-security-client/"
					.formatted(directory, directory));
		startService(betterAuthService, "--spring.profiles.active=better-auth",
				"--BETTER_AUTH_URL=" + originOf(nextWithBetterAuth),
				"--jwt-security.web.cors.allowed-origins=" + originOf(nextWithBetterAuth));
		CompletableFuture.allOf(next.warmUp("login", "tasks", "report/somebody"),
				nextWithBetterAuth.warmUp("", "report/somebody", "api/auth/get-session"), vite.warmUp("src/main.jsx"))
			.join();
	}

	/**
	 * Copies modules that several applications have.
	 */
	private static void copyModules(String application, String... modules) throws IOException {
		for (String module : modules) {
			Files.copy(directory.resolve("react").resolve(module), directory.resolve(application).resolve(module),
					StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Installs the client with the commands in the documentation.
	 */
	private static void installClient() throws IOException {
		NodePackages.run(directory, "npm", "pack",
				Path.of("..", "jwt-security-client").toAbsolutePath().normalize().toString());
		NodePackages.run(directory, "npm", "install", "--no-save", "--offline", "--no-audit", "--no-fund",
				"./jwt-security-client-0.1.0-SNAPSHOT.tgz");
	}

	private static NodeServer start(String application, int port, Map<String, String> variables, String... command) {
		NodeServer server = NodeServer.start(directory, application, port, variables, command);
		running.push(server);
		return server;
	}

	private static void startService(int port, String... arguments) {
		running.push(new SpringApplicationBuilder(SampleApplication.class)
			.properties("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.run(Stream
				.concat(Stream.of("--server.port=" + port, "--jwt-security.accounts.email-verification=off"),
						Arrays.stream(arguments))
				.toArray(String[]::new)));
	}

	@AfterAll
	static void stop() throws Exception {
		if (lastBrowser != null) {
			lastBrowser.close();
		}
		for (AutoCloseable each : running) {
			each.close();
		}
	}

	@Test
	void plainPageKeepsTheSession() {
		inBrowser(NodeServer.originOf(service) + "/", (browser) -> {
			browser.open("tasks.html");
			browser.fill("Email", "plain@example.com");
			browser.fill("Password", "short");
			browser.button("Sign up").click();
			browser.await(() -> assertThat(browser.find("[name=password]").getDomProperty("validationMessage"))
				.contains("digit"));
			browser.fill("Password", PASSWORD);
			browser.button("Sign up").click();
			addTask(browser, "Buy milk");
			browser.open("tasks.html");
			assertTasks(browser, "Buy milk");
			assertThat(browser.script(END_SESSIONS, "plain@example.com", PASSWORD)).isEqualTo(204L);
			browser.fill("Title", "Walk the dog");
			browser.button("Add").click();
			browser.await(() -> assertThat(browser.find("[role=alert]").getText())
				.isEqualTo("Your session has ended. Please log in again."));
			enter(browser, "plain@example.com", "Log in");
			assertTasks(browser, "Buy milk");
			browser.button("Log out").click();
			browser.button("Log in");
			assertThat(
					browser.script("return [...document.querySelectorAll('input')].map(({ value }) => value).join('')"))
				.isEqualTo("");
			browser.open("tasks.html");
			browser.button("Log in");
			assertThat(tasks(browser)).isEqualTo(List.of());
			assertThat(browser.script("""
					return import('/start.js').then(({ tasksOf }) => tasksOf('plain@example.com', arguments[0]))
					  .then(([{ title }]) => title)""", PASSWORD)).isEqualTo("Buy milk");
			assertTasks(browser, "Buy milk");
		});
	}

	@Test
	void pageOfViteCallsTheServiceThroughItsProxy() {
		inBrowser(vite.address().toString(), (browser) -> {
			browser.open("");
			enter(browser, "vite@example.com", "Log in");
			browser.await(() -> assertThat(browser.find("[role=alert]").getText()).isNotEmpty());
			browser.button("Sign up").click();
			addTask(browser, "Buy milk");
			browser.open("");
			assertTasks(browser, "Buy milk");
			String tab = browser.tab();
			browser.openTab("");
			browser.button("Log out").click();
			browser.switchTo(tab);
			enter(browser, "vite-other@example.com", "Sign up");
			browser.button("Add");
			assertTasks(browser);
		});
	}

	@Test
	void pageOfAnotherOriginCallsTheServiceThatAllowsIt(CapturedOutput output) {
		inBrowser(vite.address().toString(), (browser) -> {
			browser.expectServer(NodeServer.originOf(service) + "/api/");
			browser.expectError(NodeServer.originOf(service) + "/api/somebody/tasks");
			browser.open("direct.html?service=" + NodeServer.originOf(service));
			assertThat(browser.script("""
					return auth.signUp({ email: 'direct@example.com', password: arguments[0] })
					  .then(({ user_id }) => tasksOf(user_id))""", PASSWORD)).isEqualTo(List.of());
			assertThat(browser.script("return tasksOf('somebody').catch(({ code }) => code)")).isEqualTo("not_owner");
			browser.open("direct.html?service=" + NodeServer.originOf(service));
			assertThat(browser.script("return auth.restore().then(({ email }) => email)"))
				.isEqualTo("direct@example.com");
			assertThat(browser.script("return auth.logOut().then(() => auth.user)")).isNull();
		});
		assertThat(output).doesNotContain("A preflight request");
	}

	@Test
	void pageOfAnotherOriginIsRefusedWithTheRemedyInTheLog(CapturedOutput output) {
		inBrowser(vite.address().toString(), (browser) -> {
			browser.expectServer(NodeServer.originOf(cookieService) + "/api/");
			browser.expectError("CORS policy");
			browser.expectError(NodeServer.originOf(cookieService) + "/api/");
			browser.open("direct.html?service=" + NodeServer.originOf(cookieService));
			assertThat(browser
				.script("return auth.logIn({ email: 'direct@example.com', password: 'x' }).catch(({ name }) => name)"))
				.isEqualTo("TypeError");
		});
		assertThat(output).contains("A preflight request from a page at " + originOf(vite)
				+ " was refused. If that page may call this service, add the origin to"
				+ " jwt-security.web.cors.allowed-origins.");
	}

	@Test
	void serverComponentsOfNextShowTheTasksOfTheUser() {
		String alice = inNext("next-alice@example.com", (browser) -> {
			addTask(browser, "Alice's task");
			assertThat(rendered(browser)).contains("Alice&#x27;s task");
			reloadWithoutAccessToken(browser);
			assertTasks(browser, "Alice's task");
			openFromAnotherSite(browser);
			assertTasks(browser, "Alice's task");
			assertPath(browser, "/tasks");
		});
		inNext("next-bob@example.com", (browser) -> {
			assertTasks(browser);
			addTask(browser, "Bob's task");
			assertThat(rendered(browser)).contains("Bob&#x27;s task").doesNotContain("Alice");
			assertThat(report(browser, alice)).startsWith("403").contains("not_owner");
		});
	}

	/**
	 * Signs up, runs a test on the page of the tasks, and logs out. There is only one
	 * tab, since the development server of Next.js does not always hydrate a page that
	 * two tabs load at the same time.
	 * @return the id of the user
	 */
	private static String inNext(String email, ThrowingConsumer<Browser> test) {
		String[] userId = new String[1];
		inBrowser(next.address().toString(), (browser) -> {
			browser.open("tasks");
			assertPath(browser, "/login");
			enter(browser, email, "Sign up");
			browser.button("Add");
			assertPath(browser, "/tasks");
			userId[0] = (String) browser
				.script("return fetch('/api/auth/me').then((me) => me.json()).then(({ user_id }) => user_id)");
			test.accept(browser);
			assertThat(report(browser, userId[0])).startsWith("200");
			browser.open("tasks");
			browser.await(() -> assertThat(browser
				.script("return Object.keys(document.querySelector('form')).some((key) => key.startsWith('__react'))"))
				.isEqualTo(true));
			browser.button("Log out").click();
			browser.button("Log in");
			assertPath(browser, "/login");
			browser.open("tasks");
			browser.button("Log in");
			assertPath(browser, "/login");
		});
		return userId[0];
	}

	/**
	 * Returns the page of the tasks as the server has rendered it.
	 */
	private static String rendered(Browser browser) {
		return (String) browser.script("return fetch('/tasks').then((page) => page.text())");
	}

	/**
	 * Reloads the page after the cookie of the access token has expired.
	 */
	private static void reloadWithoutAccessToken(Browser browser) {
		browser.driver().manage().deleteCookieNamed("__Host-access_token");
		assertThat(rendered(browser)).doesNotContain("<li>");
		browser.open("tasks");
	}

	/**
	 * Opens the page with a request without cookies, because of {@code SameSite=Strict}.
	 */
	private static void openFromAnotherSite(Browser browser) {
		browser.driver().get("data:text/html,<a href='%s'>Tasks</a>".formatted(next.address().resolve("tasks")));
		browser.link("Tasks").click();
	}

	@Test
	void pageAndRouteOfNextWithBetterAuthCallTheService() {
		String[] alice = new String[1];
		inBetterAuth("better-alice@example.com", (browser) -> {
			alice[0] = (String) browser.script(
					"return fetch('/api/auth/get-session').then((session) => session.json()).then(({ user }) => user.id)");
			addTask(browser, "Buy milk");
			browser.open("");
			assertTasks(browser, "Buy milk");
			assertThat(report(browser, alice[0])).startsWith("200").contains("Buy milk");
		});
		inBetterAuth("better-bob@example.com", (browser) -> {
			assertTasks(browser);
			assertThat(report(browser, alice[0])).startsWith("403").contains("not_owner");
		});
	}

	/**
	 * Signs up with Better Auth, runs a test, and logs out.
	 */
	private static void inBetterAuth(String email, ThrowingConsumer<Browser> test) {
		inBrowser(nextWithBetterAuth.address().toString(), (browser) -> {
			browser.expectServer(NodeServer.originOf(betterAuthService) + "/api/");
			browser.open("");
			enter(browser, email, "Sign up");
			browser.button("Add");
			test.accept(browser);
			browser.button("Log out").click();
			browser.button("Log in");
			browser.open("");
			browser.button("Log in");
			assertThat(report(browser, "somebody")).startsWith("401");
		});
	}

	@Test
	void appStoresTheRefreshTokenOfItsSession() throws IOException {
		NodePackages.run(directory, "node", "mobile/test.mjs", NodeServer.originOf(service));
	}

	private static void enter(Browser browser, String email, String button) {
		browser.fill("Email", email);
		browser.fill("Password", PASSWORD);
		browser.button(button).click();
	}

	private static void addTask(Browser browser, String title) {
		browser.fill("Title", title);
		browser.button("Add").click();
		assertTasks(browser, title);
	}

	private static void assertTasks(Browser browser, String... titles) {
		browser.await(() -> assertThat(tasks(browser)).isEqualTo(List.of(titles)));
	}

	private static Object tasks(Browser browser) {
		return browser.script("return [...document.querySelectorAll('li')].map(({ textContent }) => textContent)");
	}

	private static void assertPath(Browser browser, String path) {
		browser.await(() -> assertThat(URI.create(browser.driver().getCurrentUrl()).getPath()).isEqualTo(path));
	}

	/**
	 * Requests the tasks of a user from the route handler.
	 * @return the status and the body
	 */
	private static String report(Browser browser, String userId) {
		browser.expectError("/report/");
		return (String) browser.script("""
				return fetch(`/report/${arguments[0]}`)
				  .then(async (response) => `${response.status} ${await response.text()}`)""", userId);
	}

	private static String originOf(NodeServer server) {
		return NodeServer.originOf(server.address().getPort());
	}

	/**
	 * Runs a test in a browser with an empty profile.
	 */
	private static void inBrowser(String address, ThrowingConsumer<Browser> test) {
		URI start = URI.create(address);
		Browser browser = (lastBrowser != null) ? lastBrowser.reuse(start) : Browser.start(start);
		lastBrowser = browser;
		browser.expectServer(address.replace("http:", "ws:"));
		try {
			test.acceptThrows(browser);
			browser.assertQuiet();
		}
		catch (Throwable ex) {
			throw new AssertionError(ex + "\n" + browser.describe(screenshot()), ex);
		}
	}

	private static Path screenshot() {
		try {
			Path screenshots = Files.createDirectories(Path.of("target", "browser", "screenshots"));
			return Files.createTempFile(screenshots, "FrontEndTests-", ".png");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
