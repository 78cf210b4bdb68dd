package io.github.jwtsecurity.endpoint;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for the endpoints for accounts in differently configured applications.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountWebConfigurationTests {

	private static final Map<String, String> CREDENTIALS = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	@ParameterizedTest
	@ValueSource(strings = { "server.servlet.context-path=/prefix", "spring.mvc.servlet.path=/prefix",
			"jwt-security.accounts.base-path=/prefix/api/auth" })
	void pathWhenConfiguredThenAllEndpointsAreThere(String property) {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(), property)) {
			JsonHttp http = application.http();
			Answer signedUp = http.post("/prefix/api/auth/signup", CREDENTIALS);
			assertThat(signedUp.status()).isEqualTo(201);
			assertThat(http.post("/prefix/api/auth/login", CREDENTIALS, "Authorization", "Bearer x").status())
				.isEqualTo(200);
			assertThat(http.get("/prefix/api/auth/me", signedUp.bearer()).status()).isEqualTo(200);
			http.post("/prefix/api/auth/password", "{}", signedUp.bearer()).refused(400, "invalid_request");
			assertThat(http.get("/prefix/api/auth/sessions", signedUp.bearer()).status()).isEqualTo(200);
			assertThat(http.post("/prefix/api/auth/refresh", Map.of("refresh_token", signedUp.refreshToken())).status())
				.isEqualTo(200);
			assertThat(http.post("/prefix/api/auth/logout", "", signedUp.bearer()).status()).isEqualTo(204);
			http.send("POST", "/prefix/api/auth/login", BodyPublishers.ofString("--x--"), "Content-Type",
					"multipart/form-data; boundary=x")
				.refused(415, "unsupported_media_type");
			assertThat(http.post("/api/auth/login", CREDENTIALS).status()).isNotEqualTo(200);
		}
	}

	@Test
	void signUpWhenNotEnabledThenNotThere() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.accounts.signup-enabled=false")) {
			application.http().post("/api/auth/signup", CREDENTIALS).refused(401, "token_missing");
			assertThat(application.http()
				.post("/api/auth/signup", CREDENTIALS, "Authorization", "Bearer " + TestTokens.validFor("alice"))
				.text()).contains("NoResourceFoundException");
			application.http().post("/api/auth/login", CREDENTIALS).refused(401, "invalid_credentials");
		}
	}

	@Test
	void signUpWhenEndpointIsTheApplicationsThenItsOwnAlone() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { OwnSignup.class })) {
			assertThat(application.http().post("/api/auth/signup", "{}").text()).isEqualTo("invited people only");
			application.http().post("/api/auth/login", CREDENTIALS).refused(401, "invalid_credentials");
		}
	}

	@Test
	void pathWhenApplicationHasAPrefixForAllThenUnchanged() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { PrefixForAll.class })) {
			Answer signedUp = application.http().post("/api/auth/signup", CREDENTIALS);
			assertThat(signedUp.status()).isEqualTo(201);
			assertThat(application.http().get("/v1/api/" + signedUp.userId() + "/items", signedUp.bearer()).status())
				.isEqualTo(200);
		}
	}

	@Test
	void multipartWhenSignupIsTheApplicationsThenItsOwnBusiness() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { OwnSignup.class })) {
			String[] multipart = { "Content-Type", "multipart/form-data; boundary=x" };
			assertThat(application.http()
				.send("POST", "/api/auth/signup", BodyPublishers.ofString("--x--"), multipart)
				.text()).isEqualTo("invited people only");
			application.http()
				.send("POST", "/api/auth/login", BodyPublishers.ofString("--x--"), multipart)
				.refused(415, "unsupported_media_type");
		}
	}

	@Test
	void startWhenSeveralCompromisedPasswordCheckersThenNamed(CapturedOutput output) {
		assertThatThrownBy(() -> AccountApplication.start(TestDatabase.h2(), new Class<?>[] { TwoCheckers.class }))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("CompromisedPasswordChecker", "firstChecker", "secondChecker");
	}

	@Test
	void logInWhenChainIsTheApplicationsThenWorks() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { OwnChain.class })) {
			JsonHttp http = application.http();
			assertThat(http.post("/api/auth/signup", CREDENTIALS).status()).isEqualTo(201);
			Answer loggedIn = http.post("/api/auth/login", CREDENTIALS);
			assertThat(loggedIn.status()).isEqualTo(200);
			assertThat(http.get("/api/auth/me", loggedIn.bearer()).status()).isEqualTo(200);
			http.get("/api/auth/me").refused(401, "token_missing");
		}
	}

	@Test
	void preflightWhenNoOriginIsAllowedThenRefusedWithHint(CapturedOutput output) {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2())) {
			application.http()
				.send("OPTIONS", "/api/auth/login", BodyPublishers.noBody(), "Origin", "https://front.example",
						"Access-Control-Request-Method", "POST")
				.refused(401, "token_missing");
		}
		assertThat(output).containsOnlyOnce("A preflight request from a page at https://front.example was refused.");
	}

	@Test
	void preflightWhenOriginIsAllowedThenAnswered() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.web.cors.allowed-origins=https://front.example")) {
			Answer preflight = application.http()
				.send("OPTIONS", "/api/auth/login", BodyPublishers.noBody(), "Origin", "https://front.example",
						"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type");
			assertThat(preflight.status()).isEqualTo(200);
			assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://front.example");
			Answer login = application.http()
				.post("/api/auth/login", CREDENTIALS, "Origin", "https://front.example")
				.refused(401, "invalid_credentials");
			assertThat(login.header("Access-Control-Allow-Origin")).isEqualTo("https://front.example");
			application.http()
				.post("/api/auth/login", CREDENTIALS, "Origin", "https://evil.example")
				.refused(403, "access_denied");
		}
	}

	@Test
	void startWhenTokensBecomeRenewableAfterTheLimitThenWarns(CapturedOutput output) {
		String warning = "access tokens are not renewed";
		String enabled = "jwt-security.sessions.sliding.enabled=true";
		AccountApplication.start(TestDatabase.h2()).close();
		AccountApplication.start(TestDatabase.h2(), enabled, "jwt-security.accounts.access-token-lifetime=15m").close();
		AccountApplication.start(TestDatabase.h2(), enabled, "jwt-security.sessions.sliding.limit=1d").close();
		assertThat(output).doesNotContain(warning);
		AccountApplication.start(TestDatabase.h2(), enabled).close();
		assertThat(output).containsOnlyOnce(warning);
	}

	@Test
	void startWhenDecoderIsTheApplicationsThenWarnsThatTokensCannotBeRevoked(CapturedOutput output) {
		AccountApplication.start(TestDatabase.h2(), new Class<?>[] { OwnDecoder.class }).close();
		assertThat(output).contains("Access tokens of sessions that were ended are accepted until they expire");
	}

	@Test
	void logInWhenGateIsFullThenOverloaded() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.accounts.password.max-concurrent-hashes=1",
				"jwt-security.accounts.password.hash-queue-timeout=1ms")) {
			JsonHttp http = application.http();
			String email = "alice@example.com";
			assertThat(http.post("/api/auth/signup", Map.of("email", email, "password", InstantHashes.HELD_PASSWORD))
				.status()).isEqualTo(201);
			CompletableFuture<?>[] logins = new CompletableFuture<?>[20];
			try (InstantHashes.Hold hold = new InstantHashes.Hold(application.context())) {
				for (int number = 0; number < logins.length; number++) {
					logins[number] = http.postLater("/api/auth/login",
							Map.of("email", email, "password", "Wrong-horse-1"));
				}
				Awaitility.await()
					.atMost(Duration.ofMinutes(1))
					.until(() -> Stream.of(logins).filter(CompletableFuture::isDone).count() >= logins.length - 1);
			}
			CompletableFuture.allOf(logins).join();
			assertThat(logins).extracting((login) -> ((Answer) login.join()).status()).containsOnly(401, 503);
			for (CompletableFuture<?> login : logins) {
				Answer answer = (Answer) login.join();
				if (answer.status() == 503) {
					answer.refused(503, "overloaded");
					assertThat(answer.header("Retry-After")).isEqualTo("1");
				}
			}
		}
	}

	@Test
	void requestWhenStoreFailsThenOverloadedAndLoggedWithoutDetails(CapturedOutput output) {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { BrokenStore.class })) {
			JsonHttp http = application.http();
			String token = "Bearer " + TestTokens.validFor("alice");
			for (Answer answer : new Answer[] { http.post("/api/auth/signup", CREDENTIALS),
					http.post("/api/auth/login", CREDENTIALS), http.get("/api/auth/me", "Authorization", token) }) {
				answer.refused(503, "overloaded");
				assertThat(answer.header("Retry-After")).isEqualTo("5");
			}
			assertThat(output).contains("The accounts cannot be used: DataAccessResourceFailureException")
				.doesNotContain("quoted secret");
		}
	}

	@Test
	void signUpWhenPasswordIsCompromisedThenRefused() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				new Class<?>[] { Breaches.class })) {
			assertThat(application.http().post("/api/auth/signup", CREDENTIALS).refused(400, "weak_password").text())
				.contains("known from a data breach");
		}
	}

	@Test
	void startWhenAccountsAreOffThenNoEndpoint() {
		try (AccountApplication.Running application = AccountApplication.start(TestDatabase.h2(),
				"jwt-security.accounts.enabled=false")) {
			application.http().post("/api/auth/login", CREDENTIALS).refused(401, "token_missing");
			assertThat(application.context().getBeansOfType(AccountEndpoint.class)).isEmpty();
			assertThat(application.context().getBeansOfType(SecurityFilterChain.class)).hasSize(1);
		}
	}

	@Test
	void startWhenKeysCanOnlyVerifyThenSaysWhatToDo(CapturedOutput output) {
		assertThatThrownBy(() -> AccountApplication.start(TestDatabase.h2(), "jwt-security.secret=",
				"jwt-security.jwk-set-uri=https://issuer.example/jwks"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "there is no key to sign tokens with",
				"Set jwt-security.secret", "remove jwt-security.accounts.enabled");
	}

	@Test
	void startWhenUserIdClaimHasAnotherValueThenReportSaysWhatToDo(CapturedOutput output) {
		assertThatThrownBy(() -> AccountApplication.start(TestDatabase.h2(), "jwt-security.token.user-id-claim=email"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "jwt-security.token.user-id-claim is 'email'",
				"Set jwt-security.token.user-id-claim");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api/auth", "/api/auth/", "/", "/api/{x}", "/api/**", "/api//auth", "/a b" })
	void startWhenBasePathIsUnusableThenNamed(String path, CapturedOutput output) {
		assertThatThrownBy(() -> AccountApplication.start(TestDatabase.h2(), "jwt-security.accounts.base-path=" + path))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("jwt-security.accounts.base-path must begin with /");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a/../b", "/./x", "/a/.", "/.." })
	void startWhenBasePathHasDotSegmentsThenNamed(String path, CapturedOutput output) {
		assertThatThrownBy(() -> AccountApplication.start(TestDatabase.h2(), "jwt-security.accounts.base-path=" + path))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("jwt-security.accounts.base-path: " + path + " must not have a segment . or ..");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSignup {

		@Bean
		Object jwtSecuritySignupEndpoint() {
			return new InvitationEndpoint();
		}

	}

	@RestController
	static class InvitationEndpoint {

		@PostMapping("/api/auth/signup")
		String signUp() {
			return "invited people only";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain {

		@Bean
		SecurityFilterChain own(HttpSecurity http) {
			http.with(JwtSecurityConfigurer.jwtSecurity());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenStore {

		@Bean
		AccountRepository brokenRepository() {
			DataAccessResourceFailureException failure = new DataAccessResourceFailureException("quoted secret");
			AccountRepository repository = mock(AccountRepository.class);
			given(repository.insert(any(Account.class))).willThrow(failure);
			given(repository.findByEmail(any())).willThrow(failure);
			given(repository.findById(any())).willThrow(failure);
			return repository;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Breaches {

		@Bean
		CompromisedPasswordChecker checker() {
			return (password) -> new CompromisedPasswordDecision(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecoder {

		@Bean
		JwtDecoder ownDecoder() {
			return mock(JwtDecoder.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrefixForAll implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			configurer.addPathPrefix("/v1", (type) -> true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoCheckers {

		@Bean
		CompromisedPasswordChecker firstChecker() {
			return (password) -> new CompromisedPasswordDecision(false);
		}

		@Bean
		CompromisedPasswordChecker secondChecker() {
			return (password) -> new CompromisedPasswordDecision(false);
		}

	}

}
