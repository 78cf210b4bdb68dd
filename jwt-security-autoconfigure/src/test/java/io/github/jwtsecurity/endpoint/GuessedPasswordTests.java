package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nulabinc.zxcvbn.StandardDictionaries;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the passwords that an attacker tries first, over HTTP.
 */
class GuessedPasswordTests {

	private static final String PASSWORD = "Correct-horse-1";

	private static final String COMMON = "must not be too common";

	private static AccountApplication.Running application;

	private static AccountApplication.Running nist;

	private static AccountApplication.Running lenient;

	@BeforeAll
	static void start() {
		application = AccountApplication.start(TestDatabase.h2(), "spring.application.name=note-book",
				"logging.include-application-name=false");
		nist = AccountApplication.start(TestDatabase.h2(), "jwt-security.accounts.password.policy=nist");
		lenient = AccountApplication.start(TestDatabase.h2(), "jwt-security.accounts.password.common=allow");
	}

	@AfterAll
	static void stop() {
		application.close();
		nist.close();
		lenient.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Password1", "Qwerty123", "Passw0rd", "Abc12345", "PASSWORd1" })
	void signUpWhenCommonThenSaysSoAndThereIsNoAccount(String password) {
		Map<String, String> credentials = credentials(newEmail(), password);
		Answer answer = application.http().post("/api/auth/signup", credentials).refused(400, "weak_password");
		assertThat(errors(answer)).containsExactly("password " + COMMON);
		assertThat(answer.text()).doesNotContainIgnoringCase(password);
		application.http().post("/api/auth/login", credentials).refused(401, "invalid_credentials");
		assertThat(lenient.http().post("/api/auth/signup", credentials).status()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Alice.Smith7@example.com", "ALICE.SMITH7s", "Alicesmith7", "Notebook2026", "Note-Book-1" })
	void signUpWhenMainlyTheAddressOrTheApplicationThenSaysSo(String password) {
		Map<String, String> credentials = credentials("alice.smith7@example.com", password);
		Answer answer = application.http().post("/api/auth/signup", credentials).refused(400, "weak_password");
		assertThat(errors(answer)).singleElement().asString().contains("apart from the email address");
		assertThat(answer.text()).doesNotContainIgnoringCase("smith").doesNotContainIgnoringCase("book");
	}

	@Test
	void changePasswordWhenCommonOrMainlyTheAddressThenSaysSoAndTheOldOneStays() {
		String email = newEmail();
		Answer signedUp = application.http().post("/api/auth/signup", credentials(email, PASSWORD));
		String localPart = email.substring(0, email.indexOf('@'));
		for (String password : List.of("Password1", localPart.toUpperCase() + "b1", "Note-Book-1")) {
			Answer answer = application.http()
				.post("/api/auth/password", Map.of("current_password", PASSWORD, "new_password", password),
						signedUp.bearer())
				.refused(400, "weak_password");
			assertThat(errors(answer)).singleElement().asString().startsWith("new_password must ");
		}
		assertThat(application.http().post("/api/auth/login", credentials(email, PASSWORD)).status()).isEqualTo(200);
	}

	@Test
	void signUpWhenNistThenPassphrasesAreAcceptedAndShortOnesAreNot() {
		Answer refused = nist.http()
			.post("/api/auth/signup", credentials(newEmail(), PASSWORD.substring(1)))
			.refused(400, "weak_password");
		assertThat(errors(refused)).containsExactly("password must have at least 15 characters");
		assertThat(errors(nist.http()
			.post("/api/auth/signup", credentials(newEmail(), "passwordpassword"))
			.refused(400, "weak_password"))).containsExactly("password " + COMMON);
		String email = newEmail();
		assertThat(nist.http().post("/api/auth/signup", credentials(email, "zebras ride by night")).status())
			.isEqualTo(201);
		assertThat(nist.http().post("/api/auth/login", credentials(email, "zebras ride by night")).status())
			.isEqualTo(200);
	}

	/**
	 * Tries each account once, so that the limit for failures of an account has no
	 * effect.
	 */
	@Test
	void logInWhenTheCommonestPasswordsAreSprayedThenNobodyIsFound() throws IOException {
		List<String> sprayed = StandardDictionaries.PASSWORDS_LOADER.load()
			.getFrequencies()
			.stream()
			.filter((password) -> password.matches("(?=.*\\d)[a-z].{7,}"))
			.map((password) -> password.substring(0, 1).toUpperCase() + password.substring(1))
			.filter((password) -> password.matches(".*[a-z].*"))
			.limit(20)
			.toList();
		assertThat(spray(application.http(), sprayed)).isZero();
		assertThat(spray(lenient.http(), sprayed)).isEqualTo(sprayed.size());
	}

	/**
	 * Each user chooses one of the passwords, or another one if it is refused.
	 */
	private static long spray(JsonHttp http, List<String> passwords) {
		List<Answer> logins = new ArrayList<>();
		for (String password : passwords) {
			String email = newEmail();
			if (http.post("/api/auth/signup", credentials(email, password)).status() != 201) {
				assertThat(http.post("/api/auth/signup", credentials(email, PASSWORD)).status()).isEqualTo(201);
			}
			logins.add(http.post("/api/auth/login", credentials(email, password)));
		}
		return logins.stream().filter((answer) -> answer.status() == 200).count();
	}

	private static List<String> errors(Answer answer) {
		return answer.json()
			.path("errors")
			.valueStream()
			.map((error) -> error.path("field").asString() + " " + error.path("message").asString())
			.toList();
	}

	private static String newEmail() {
		return "u" + UUID.randomUUID() + "@example.com";
	}

	private static Map<String, String> credentials(String email, String password) {
		return Map.of("email", email, "password", password);
	}

}
