package io.github.jwtsecurity.sample.browser;

import java.awt.image.BufferedImage;
import java.awt.image.ByteLookupTable;
import java.awt.image.LookupOp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.github.jwtsecurity.sample.SampleApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for every view of the page in every size and color scheme: the view fits, is
 * accessible, and causes neither an error nor a request to another server.
 */
@BrowserTest
class ViewTests {

	private static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0";

	private static final String LONG_WORD = "x".repeat(200);

	/** The backgrounds in the style sheet. */
	private static final Map<ColorScheme, String> BACKGROUNDS = Map.of(ColorScheme.LIGHT, "rgb(246, 247, 249)",
			ColorScheme.DARK, "rgb(13, 17, 23)");

	@Test
	void viewsOfAVisitor(Browser browser) {
		browser.open("");
		browser.link("Log in");
		assertGood(browser, "Everybody sees their own tasks, and nobody else’s");
		demonstrate(browser);
		assertGood(browser, "Everybody sees their own tasks, and nobody else’s");
		browser.open("login");
		assertGood(browser, "Log in");
		browser.button("Log in").click();
		browser.find("[aria-invalid]");
		assertGood(browser, "Log in");
		browser.fill("Email address", "nobody@example.com");
		browser.fill("Password", SamplePage.PASSWORD);
		browser.button("Log in").click();
		browser.find("[role=alert]");
		assertGood(browser, "Log in");
		browser.open("signup");
		assertGood(browser, "Sign up");
		browser.fill("Email address", "nobody");
		browser.fill("Password", "Short");
		browser.button("Sign up").click();
		browser.find("[aria-invalid]");
		assertGood(browser, "Sign up");
		browser.open("reset");
		assertGood(browser, "Forgot your password?");
		browser.open("reset#token=x");
		assertGood(browser, "Set a new password");
		browser.open("verify#token=x");
		assertGood(browser, "Confirm your address");
		browser.button("Confirm").click();
		browser.find("[role=alert]");
		assertGood(browser, "Confirm your address");
		browser.open("email#token=x");
		assertGood(browser, "Confirm your new address");
		browser.open("email#action=revert&token=x");
		assertGood(browser, "Restore your previous address");
		browser.open("verify");
		assertGood(browser, "The link is incomplete");
	}

	@Test
	void viewsOfAUser(Browser browser) {
		signUp(browser);
		assertGood(browser, "Your tasks");
		browser.button("Add").click();
		browser.find("[aria-invalid]");
		assertGood(browser, "Your tasks");
		addTasks(browser, "Buy milk", LONG_WORD);
		browser.find("[type=checkbox]").click();
		browser.named("[type=checkbox]:checked", "Buy milk");
		assertGood(browser, "Your tasks");
		browser.button("Rename " + LONG_WORD).click();
		browser.field("New title");
		assertGood(browser, "Your tasks");
		browser.link("Account").click();
		browser.find("time");
		assertGood(browser, "Your account");
		browser.find(".traffic summary").click();
		assertGood(browser, "Your account");
		browser.button("Delete the account").click();
		browser.find("dialog");
		assertGood(browser, "Your account");
		browser.open("tasks/somebody-else");
		browser.link("Your own tasks");
		assertGood(browser, "Not yours");
		browser.driver().executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*/api/*")));
		browser.open("tasks");
		assertGood(browser, "No connection");
		browser.driver().executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));
		browser.button("Try again").click();
		browser.named("[type=checkbox]", "Buy milk");
	}

	@Test
	void viewsWithBetterAuth() throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).keyID("key").generate();
		HttpServer issuer = serve("/api/auth/jwks", new JWKSet(key.toPublicJWK()).toString());
		String url = "http://localhost:" + issuer.getAddress().getPort();
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(SampleApplication.class)
			.profiles("better-auth")
			.properties("server.port=0", "BETTER_AUTH_URL=" + url,
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
			.run();
				Browser browser = Browser.start(URI.create("http://localhost:%s/"
					.formatted(application.getEnvironment().getProperty("local.server.port"))))) {
			browser.open("");
			assertGood(browser, "Everybody sees their own tasks, and nobody else’s");
			browser.button("Send the three requests").click();
			browser.await(() -> assertThat(browser.find(".problem").getText())
				.isEqualTo("To see the other two responses, paste an access token on the page with the tasks."));
			assertGood(browser, "Everybody sees their own tasks, and nobody else’s");
			browser.link("Paste a token").click();
			assertGood(browser, "Your tasks");
			browser.fill("Access token", "x");
			browser.button("Use the token").click();
			browser.find("[role=alert]");
			assertGood(browser, "Your tasks");
			browser.fill("Access token", token(key, url, Instant.now().minusSeconds(60)));
			browser.button("Use the token").click();
			browser.await(() -> assertThat(browser.find(".toast").getText())
				.isEqualTo("The token is not accepted any more. Paste a new one."));
			browser.fill("Access token", token(key, url, Instant.now().plusSeconds(900)));
			browser.button("Use the token").click();
			browser.field("New task");
			addTasks(browser, "Buy milk");
			assertGood(browser, "Your tasks");
			browser.open("tasks/somebody-else");
			browser.field("Access token");
			browser.button("Use the token").click();
			browser.assertQuiet();
		}
		finally {
			issuer.stop(0);
		}
	}

	/**
	 * Makes the pictures of the documentation, without a pointer over a button.
	 */
	@Test
	@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
	void screenshots(Browser browser, Browser other) throws IOException {
		Path directory = Path.of(System.getProperty("screenshots"));
		browser.open("");
		demonstrate(browser);
		browser.script("document.activeElement.blur()");
		Object height = browser.script("return document.documentElement.scrollHeight");
		browser.driver()
			.executeCdpCommand("Emulation.setDeviceMetricsOverride",
					Map.of("width", 960, "height", height, "deviceScaleFactor", 1, "mobile", true));
		takePicture(directory.resolve("start.png"), browser.driver());
		browser.resize(Viewport.PHONE);
		browser.prefer(ColorScheme.DARK);
		String email = signUp(browser);
		addTasks(browser, "Buy milk", "Read the documentation", "Verify each token");
		browser.script("document.querySelector('[type=checkbox]').click()");
		browser.await(() -> assertThat(browser.find(".toast").getText()).isEqualTo("Buy milk: done."));
		browser.await(
				() -> assertThat(browser.script("return document.querySelector('.toast').textContent")).isEqualTo(""));
		takePicture(directory.resolve("tasks.png"), browser.driver());
		other.driver().executeCdpCommand("Network.setUserAgentOverride", Map.of("userAgent", FIREFOX));
		other.open("login");
		other.fill("Email address", email);
		other.fill("Password", SamplePage.PASSWORD);
		other.button("Log in").click();
		other.link("Account").click();
		other.find("li .badge");
		other.script("document.activeElement.blur()");
		takePicture(directory.resolve("devices.png"), other.driver().findElement(By.cssSelector("section:has(.list)")));
	}

	/**
	 * Asserts that the current view is good in every size and color scheme.
	 */
	private static void assertGood(Browser browser, String heading) {
		browser.await(() -> assertThat(browser.find("h1").getText()).isEqualTo(heading));
		for (Viewport viewport : Viewport.values()) {
			browser.resize(viewport);
			for (ColorScheme scheme : ColorScheme.values()) {
				browser.prefer(scheme);
				assertThat(browser.script("return getComputedStyle(document.documentElement).backgroundColor"))
					.isEqualTo(BACKGROUNDS.get(scheme));
				browser.assertFits();
				browser.assertAccessible();
			}
		}
	}

	/**
	 * Stores a screenshot with 32 levels for each color component, which makes the file
	 * smaller.
	 */
	private static void takePicture(Path file, TakesScreenshot place) throws IOException {
		BufferedImage screenshot = ImageIO.read(new ByteArrayInputStream(place.getScreenshotAs(OutputType.BYTES)));
		BufferedImage image = new BufferedImage(screenshot.getWidth(), screenshot.getHeight(),
				BufferedImage.TYPE_INT_RGB);
		image.createGraphics().drawImage(screenshot, 0, 0, null);
		byte[] levels = new byte[256];
		for (int i = 0; i < levels.length; i++) {
			levels[i] = (byte) Math.round(Math.round(i * 31 / 255.0) * 255 / 31.0);
		}
		ImageIO.write(new LookupOp(new ByteLookupTable(0, levels), null).filter(image, null), "png", file.toFile());
	}

	private static void demonstrate(Browser browser) {
		browser.button("Send the three requests").sendKeys(Keys.ENTER);
		browser.await(() -> assertThat(browser.driver().getPageSource()).contains("The three responses are shown."));
	}

	private static String signUp(Browser browser) {
		String email = new SamplePage(browser).signUp();
		browser.field("New task");
		return email;
	}

	private static void addTasks(Browser browser, String... titles) {
		for (String title : titles) {
			new SamplePage(browser).addTask(title);
		}
	}

	private static HttpServer serve(String path, String body) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		server.createContext(path, (exchange) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		server.start();
		return server;
	}

	private static String token(ECKey key, String issuer, Instant expiry) throws JOSEException {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
				new JWTClaimsSet.Builder().issuer(issuer)
					.audience(issuer)
					.subject("somebody")
					.claim("email", "somebody@example.com")
					.issueTime(Date.from(expiry.minusSeconds(900)))
					.expirationTime(Date.from(expiry))
					.build());
		token.sign(new ECDSASigner(key));
		return token.serialize();
	}

}
