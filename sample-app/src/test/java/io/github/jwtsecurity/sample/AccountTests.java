package io.github.jwtsecurity.sample;

import java.util.Map;
import java.util.UUID;

import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for users who sign up, on every database.
 */
abstract class AccountTests {

	private static final String TASKS = "/api/{user_id}/tasks";

	private static final String OTHER_PASSWORD = "Another-horse-2";

	@Autowired
	private RestTestClient client;

	private Accounts accounts;

	@BeforeEach
	void createAccounts() {
		this.accounts = new Accounts(this.client);
	}

	@Test
	void newUserHasTheOwnPathAlone() {
		User alice = this.accounts.signUp();
		User bob = this.accounts.signUp();
		assertThat(UUID.fromString(alice.id())).hasToString(alice.id());
		create(alice, alice.id()).expectStatus().isCreated();
		list(alice, alice.id()).expectStatus().isOk();
		for (String other : new String[] { bob.id(), "somebody", alice.id().toUpperCase() }) {
			Problems.assertProblem(list(alice, other), HttpStatus.FORBIDDEN, "not_owner");
			Problems.assertProblem(create(alice, other), HttpStatus.FORBIDDEN, "not_owner");
		}
		User nobody = new User(alice.id(), "", this.client);
		Problems.assertProblem(list(nobody, alice.id()), HttpStatus.UNAUTHORIZED, "token_missing");
		Problems.assertProblem(create(nobody, alice.id()), HttpStatus.UNAUTHORIZED, "token_missing");
	}

	@Test
	void usersSeeTheirOwnTasksAlone() {
		User alice = this.accounts.signUp();
		User bob = this.accounts.signUp();
		create(alice, alice.id()).expectBody().jsonPath("$.user_id").isEqualTo(alice.id());
		list(bob, bob.id()).expectBody(String.class).isEqualTo("[]");
		create(bob, bob.id()).expectBody().jsonPath("$.user_id").isEqualTo(bob.id());
		for (User user : new User[] { alice, bob }) {
			list(user, user.id()).expectBody().jsonPath("$[*].user_id").isEqualTo(user.id());
		}
	}

	@Test
	void tasksAreThereAfterLoggingInAgain() {
		String email = Accounts.newEmail();
		User user = this.accounts.signUp(email);
		create(user, user.id()).expectStatus().isCreated();
		user.client().post().uri("/api/auth/logout").exchange().expectStatus().isNoContent();
		User again = this.accounts.user(this.accounts.post("login", email.toUpperCase(), Accounts.PASSWORD));
		assertThat(again.id()).isEqualTo(user.id());
		list(again, again.id()).expectBody().jsonPath("$.length()").isEqualTo(1);
		again.client().get().uri("/api/auth/me").exchange().expectBody().jsonPath("$.email").isEqualTo(email);
	}

	/**
	 * The other tests have hashes without delay.
	 */
	@Test
	void userWithARealHashIsLetIn() {
		String email = Accounts.newEmail();
		User user = this.accounts.user(this.accounts.post("signup", email, InstantHashes.SLOW_PASSWORD));
		User again = this.accounts.user(this.accounts.post("login", email, InstantHashes.SLOW_PASSWORD));
		assertThat(again.id()).isEqualTo(user.id());
		Problems.assertProblem(this.accounts.post("login", email, Accounts.PASSWORD), HttpStatus.UNAUTHORIZED,
				"invalid_credentials");
	}

	@Test
	void newPasswordAloneLetsIn() {
		String email = Accounts.newEmail();
		User user = this.accounts.signUp(email);
		changePassword(user, Accounts.PASSWORD, OTHER_PASSWORD).expectStatus().isNoContent();
		Problems.assertProblem(this.accounts.post("login", email, Accounts.PASSWORD), HttpStatus.UNAUTHORIZED,
				"invalid_credentials");
		assertThat(this.accounts.user(this.accounts.post("login", email, OTHER_PASSWORD)).id()).isEqualTo(user.id());
	}

	@Test
	void wrongPasswordIsRefused() {
		String email = Accounts.newEmail();
		User user = this.accounts.signUp(email);
		Problems.assertProblem(this.accounts.post("login", email, OTHER_PASSWORD), HttpStatus.UNAUTHORIZED,
				"invalid_credentials");
		Problems.assertProblem(this.accounts.post("login", Accounts.newEmail(), Accounts.PASSWORD),
				HttpStatus.UNAUTHORIZED, "invalid_credentials");
		Problems.assertProblem(changePassword(user, OTHER_PASSWORD, OTHER_PASSWORD), HttpStatus.UNAUTHORIZED,
				"invalid_credentials");
	}

	@Test
	void badSignUpIsRefused() {
		String email = Accounts.newEmail();
		assertFields(this.accounts.post("signup", email, "weak"), "weak_password", "password", "password", "password");
		assertFields(this.accounts.post("signup", "nobody", Accounts.PASSWORD), "invalid_request", "email");
		this.accounts.signUp(email);
		Problems.assertProblem(this.accounts.post("signup", email, OTHER_PASSWORD), HttpStatus.CONFLICT, "email_taken");
	}

	@Test
	void bodyThatIsTooLargeOrNotJsonIsRefused() {
		Problems.assertProblem(this.accounts.post("signup", "x".repeat(16 * 1024), Accounts.PASSWORD),
				HttpStatus.CONTENT_TOO_LARGE, "payload_too_large");
		Problems.assertProblem(this.client.post()
			.uri("/api/auth/signup")
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body("email=a%40example.com")
			.exchange(), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type");
	}

	private static ResponseSpec list(User user, String owner) {
		return user.client().get().uri(TASKS, owner).exchange();
	}

	private static ResponseSpec create(User user, String owner) {
		return user.client()
			.post()
			.uri(TASKS, owner)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("title", "Buy milk"))
			.exchange();
	}

	private static ResponseSpec changePassword(User user, String current, String next) {
		return user.client()
			.post()
			.uri("/api/auth/password")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("current_password", current, "new_password", next))
			.exchange();
	}

	private static void assertFields(ResponseSpec response, String code, Object... fields) {
		Problems.assertProblem(response, HttpStatus.BAD_REQUEST, code)
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly(fields);
	}

}
