package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import io.github.jwtsecurity.mail.Mailbox;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTokensTests {

	private static AccountApplication.Running withBodies;

	private static AccountApplication.Running withCookies;

	@BeforeAll
	static void start() {
		String open = "jwt-security.web.permit-all=POST /passkey/**";
		Class<?>[] login = { PasskeyLogin.class };
		withBodies = AccountApplication.start(TestDatabase.h2(), login, open);
		withCookies = AccountApplication.start(TestDatabase.h2(), login, open, "jwt-security.cookie.enabled=true");
	}

	@AfterAll
	static void stop() {
		withBodies.close();
		withCookies.close();
	}

	@Test
	void logInThenSessionAsThatOfTheLibrary() {
		JsonHttp http = withBodies.http();
		String userId = signUp(withBodies, "alice");
		Answer answer = http.post("/passkey/" + userId, "{}");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("access_token", "token_type", "expires_in",
				"refresh_token", "device_token", "user");
		assertThat(http.get("/api/" + userId + "/items", answer.bearer()).text()).isEqualTo("of " + userId);
		assertThat(http.get("/api/auth/sessions", answer.bearer()).json().path("sessions").size()).isEqualTo(2);
		assertThat(http.post("/api/auth/refresh", Map.of("refresh_token", answer.refreshToken())).status())
			.isEqualTo(200);
		assertThat(logins(withBodies)).containsExactly(userId);
		assertThat(http.post("/api/auth/logout", "", answer.bearer()).status()).isEqualTo(204);
		http.get("/api/" + userId + "/items", answer.bearer()).refused(401, "token_invalid");
	}

	@Test
	void logInWhenNoAccountOrDisabledThenEmptyAndNoSession() {
		JsonHttp http = withBodies.http();
		String userId = signUp(withBodies, "bob");
		assertThat(withBodies.context().getBean(AccountService.class).disable(userId, Client.UNKNOWN)).isTrue();
		for (String id : List.of(userId, "nobody")) {
			Answer answer = http.post("/passkey/" + id, "{}");
			assertThat(answer.text()).isEqualTo("caught " + ResponseStatusException.class.getName());
		}
		assertThat(logins(withBodies)).doesNotContain(userId);
	}

	@Test
	void logInWhenCookiesThenSetWithTheCsrfToken() {
		JsonHttp http = withCookies.http();
		String userId = signUp(withCookies, "carol");
		Answer answer = http.post("/passkey/" + userId, "{}");
		assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("token_type", "expires_in", "user");
		assertThat(answer.response().headers().allValues("Set-Cookie")).hasSize(4);
		String cookie = answer.response().headers().allValues("Set-Cookie").get(0).replaceAll(";.*", "");
		endSessions("Cookie", cookie).refused(403, "csrf");
		assertThat(endSessions("Cookie", cookie, "X-XSRF-TOKEN", answer.header("X-XSRF-TOKEN")).status())
			.isEqualTo(204);
	}

	@Test
	void logInWhenDefaultDeliveryIsBodyThenNoCookies() {
		try (AccountApplication.Running running = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { PasskeyLogin.class }, "jwt-security.web.permit-all=POST /passkey/**",
				"jwt-security.cookie.enabled=true", "jwt-security.cookie.default-delivery=body")) {
			Answer answer = running.http().post("/passkey/" + signUp(running, "frank"), "{}");
			assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("access_token", "token_type",
					"expires_in", "refresh_token", "device_token", "user");
			assertThat(answer.response().headers().allValues("Set-Cookie")).isEmpty();
			assertThat(running.http().get("/api/auth/me", answer.bearer()).status()).isEqualTo(200);
			assertThat(running.http().post("/passkey/" + answer.userId(), "{}", "Sec-Fetch-Site", "cross-site").text())
				.isEqualTo("caught " + CsrfException.class.getName());
		}
	}

	@Test
	void logInWhenCookiesAndPageOfAnotherSiteThenRefused() {
		String userId = signUp(withCookies, "dave");
		Answer answer = withCookies.http().post("/passkey/" + userId, "{}", "Sec-Fetch-Site", "cross-site");
		assertThat(answer.text()).isEqualTo("caught " + CsrfException.class.getName());
		assertThat(answer.response().headers().allValues("Set-Cookie")).isEmpty();
		assertThat(logins(withCookies)).doesNotContain(userId);
	}

	@Test
	void logInWhenEmailIsNotVerifiedThenSameResponseAsThatOfTheLibrary() {
		try (Mailbox mailbox = Mailbox.start();
				AccountApplication.Running strict = AccountApplication.start(TestDatabase.h2(),
						new Class<?>[] { UncaughtPasskeyLogin.class, MailSenderAutoConfiguration.class },
						Stream
							.concat(Stream.of(mailbox.properties()),
									Stream.of("jwt-security.web.permit-all=POST /passkey/**",
											"jwt-security.accounts.email-verification=required"))
							.toArray(String[]::new))) {
			Map<String, String> credentials = Map.of("email", "erin@example.com", "password", "Correct-horse-1");
			strict.http().post("/api/auth/signup", credentials);
			String userId = strict.events()
				.stream()
				.filter(SignedUp.class::isInstance)
				.map(JwtSecurityEvent::userId)
				.findFirst()
				.orElseThrow();
			Answer expected = strict.http().post("/api/auth/login", credentials).refused(403, "email_not_verified");
			Answer answer = strict.http().post("/passkey/" + userId, "{}").refused(403, "email_not_verified");
			assertThat(answer.json().path("detail")).isEqualTo(expected.json().path("detail"));
			assertThat(logins(strict)).isEmpty();
		}
	}

	private static Answer endSessions(String... headers) {
		return withCookies.http().send("DELETE", "/api/auth/sessions", BodyPublishers.noBody(), headers);
	}

	private static String signUp(AccountApplication.Running application, String name) {
		return application.http()
			.post("/api/auth/signup", Map.of("email", name + "@example.com", "password", "Correct-horse-1"))
			.json()
			.at("/user/user_id")
			.asString();
	}

	private static List<String> logins(AccountApplication.Running application) {
		return application.events().stream().filter(LoggedIn.class::isInstance).map(JwtSecurityEvent::userId).toList();
	}

	/**
	 * A login of the application that accepts every user.
	 */
	@RestController
	static class PasskeyLogin {

		private final SessionTokens sessionTokens;

		PasskeyLogin(SessionTokens sessionTokens) {
			this.sessionTokens = sessionTokens;
		}

		@PostMapping("/passkey/{id}")
		Map<String, Object> logIn(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
			return this.sessionTokens.logIn(id, request, response)
				.orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
		}

	}

	/**
	 * A login whose denials the catch-all does not see.
	 */
	static class UncaughtPasskeyLogin extends PasskeyLogin {

		UncaughtPasskeyLogin(SessionTokens sessionTokens) {
			super(sessionTokens);
		}

		@ExceptionHandler
		void leaveToTheLibrary(AccessDeniedException denied) {
			throw denied;
		}

	}

}
