package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.password.NewPassword;
import io.github.jwtsecurity.account.password.PasswordPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints of an application with a {@link PasswordPolicy} of its own,
 * which requires two animals, and with the encoder that truncates passwords.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnPasswordPolicyTests {

	private static final List<NewPassword> CHECKED = new CopyOnWriteArrayList<>();

	private static AccountApplication.Running application;

	private static JsonHttp http;

	private final String email = UUID.randomUUID() + "@example.com";

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), new Class<?>[] { AnimalPolicy.class },
				"jwt-security.accounts.password.encoder=bcrypt");
		http = application.http();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void forget() {
		CHECKED.clear();
	}

	@Test
	void startWhenPolicyOfTheApplicationThenWarnsOfRulesThatAreSet(CapturedOutput output) {
		AccountApplication
			.start(TestDatabase.h2(), new Class<?>[] { AnimalPolicy.class },
					"jwt-security.accounts.password.min-length=9", "jwt-security.accounts.password.max-length=99")
			.close();
		assertThat(output).contains("jwt-security.accounts.password.min-length is set but not checked")
			.doesNotContain("jwt-security.accounts.password.max-length is set", "password.policy is set");
	}

	@Test
	void signUpWhenPolicyOfTheApplicationRefusesThenItsReasons() {
		assertRefused(signUp("Correct-horse-1"), "must have a zebra", "must have another animal");
		assertThat(signUp("zebra cat").status()).isEqualTo(201);
		assertThat(http.post("/api/auth/login", Map.of("email", this.email, "password", "zebra cat")).status())
			.isEqualTo(200);
	}

	@Test
	void changePasswordWhenPolicyOfTheApplicationRefusesThenItsReasons() {
		Answer signedUp = signUp("zebra cat");
		assertRefused(change(signedUp, "zebra dog"), "must have another animal");
		assertThat(change(signedUp, "zebra and cat").status()).isEqualTo(204);
	}

	@Test
	void signUpThenPolicyKnowsTheNormalFormAndTheAddress() {
		signUp("zebra cate\u0301");
		assertThat(CHECKED).singleElement().satisfies((password) -> {
			assertThat(password.text()).isEqualTo("zebra cat\u00E9");
			assertThat(password.length()).isEqualTo(10);
			assertThat(password.email()).isEqualTo(this.email);
			assertThat(password).hasToString("[password]");
		});
	}

	@Test
	void signUpWhenTooLongThenPolicyIsNotAsked() {
		assertRefused(signUp("zebra cat" + "a".repeat(120)), "must have at most 128 characters");
		assertThat(CHECKED).isEmpty();
	}

	@Test
	void signUpWhenPolicyAcceptsWhatMustNotBeHashedThenRefused() {
		assertThat(signUp("zebra cat" + "a".repeat(63)).status()).isEqualTo(201);
		assertRefused(signUp("zebra cat" + "a".repeat(64)),
				"must have at most 72 bytes in UTF-8, where some characters take up to four");
		assertRefused(signUp("zebra cat\u0000"), "must not have NUL characters or unpaired surrogates");
		assertRefused(signUp("zebra breached cat"), "must not be known from a data breach");
	}

	private Answer signUp(String password) {
		return http.post("/api/auth/signup", Map.of("email", this.email, "password", password));
	}

	private static Answer change(Answer signedUp, String password) {
		return http.post("/api/auth/password", Map.of("current_password", "zebra cat", "new_password", password),
				signedUp.bearer());
	}

	private static void assertRefused(Answer answer, String... messages) {
		answer.refused(400, "weak_password");
		assertThat(answer.json().path("errors").valueStream().map((error) -> error.path("message").asString()))
			.containsExactly(messages);
	}

	@Configuration(proxyBeanMethods = false)
	static class AnimalPolicy {

		@Bean
		PasswordPolicy animals() {
			return (password) -> {
				CHECKED.add(password);
				return List.of("zebra", "cat")
					.stream()
					.filter((animal) -> !password.text().contains(animal))
					.map((animal) -> "must have " + (animal.equals("zebra") ? "a zebra" : "another animal"))
					.toList();
			};
		}

		@Bean
		CompromisedPasswordChecker breaches() {
			return (password) -> new CompromisedPasswordDecision(password.contains("breached"));
		}

	}

}
