package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with other notations of the email address of a user, over HTTP and on a real
 * database.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AddressNotationTests {

	static final String PASSWORD = "Correct-horse-1";

	private final Supplier<TestDatabase> newDatabase;

	private TestDatabase database;

	private AccountApplication.Running application;

	AddressNotationTests(Supplier<TestDatabase> newDatabase) {
		this.newDatabase = newDatabase;
	}

	@BeforeAll
	void start() {
		this.database = this.newDatabase.get();
		this.application = AccountApplication.start(this.database, "spring.flyway.enabled=false");
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@ParameterizedTest
	@CsvSource({ "alice@bücher.example,alice@xn--bcher-kva.example", "bob@xn--fa-hia.example,bob@FAß.example",
			"carol@mail.müller.example,carol@mail.XN--MLLER-KVA.example",
			"δάφνη@κώστας.example,ΔΆΦΝΗ@xn--mxarzcf2d.example" })
	void signUpWhenTakenInAnotherNotationThenConflictAndOneUser(String email, String other) {
		Answer signedUp = post("/api/auth/signup", email, PASSWORD);
		assertThat(signedUp.status()).isEqualTo(201);
		post("/api/auth/signup", other, "Other-Password-2").refused(409, "email_taken");
		Answer loggedIn = post("/api/auth/login", other, PASSWORD);
		assertThat(loggedIn.userId()).isEqualTo(signedUp.userId());
		assertThat(loggedIn.json().path("user").path("email").asString()).isEqualTo(email);
	}

	@ParameterizedTest
	@CsvSource({ "a\u0345b@example.com,aιb@example.com", "c@d\u0345e.example,c@dιe.example",
			"f@faß.example,f@fass.example", "g@xn--strae-oqa.example,g@strasse.example",
			"xn--bcher-kva@example.com,bücher@example.com" })
	void signUpWhenSomebodyHasASimilarAddressThenNotBlocked(String attacker, String victim) {
		assertThat(post("/api/auth/signup", attacker, PASSWORD).status()).isEqualTo(201);
		Answer signedUp = post("/api/auth/signup", victim, "Other-Password-2");
		assertThat(signedUp.status()).as(signedUp.text()).isEqualTo(201);
		post("/api/auth/login", victim, PASSWORD).refused(401, "invalid_credentials");
		assertThat(post("/api/auth/login", victim, "Other-Password-2").userId()).isEqualTo(signedUp.userId());
	}

	@Test
	void signUpWhenDomainIsNotPunycodeThenRefused() {
		for (String domain : List.of("xn--99999999.example", "xn--MLLER-2pa.example", "xn--u-ccb.example")) {
			Answer answer = post("/api/auth/signup", "alice@" + domain, PASSWORD).refused(400, "invalid_request");
			assertThat(answer.json().path("errors").path(0).path("message").asString())
				.isEqualTo("must have a valid domain");
			post("/api/auth/login", "alice@" + domain, PASSWORD).refused(401, "invalid_credentials");
		}
	}

	TestDatabase database() {
		return this.database;
	}

	private Answer post(String path, String email, String password) {
		return this.application.http().post(path, Map.of("email", email, "password", password));
	}

}
