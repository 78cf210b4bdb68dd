package io.github.jwtsecurity.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.jwtsecurity.sample.Accounts.Login;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who repeatedly logs in, creates a task and completes it.
 */
final class WritingUser extends PersistentUser {

	private final Accounts accounts;

	private final String email = Accounts.newEmail();

	private final Map<String, Boolean> confirmed = new LinkedHashMap<>();

	private Login login;

	WritingUser(Accounts accounts) {
		this.accounts = accounts;
		this.login = accounts.login(accounts.post("signup", this.email, Accounts.PASSWORD));
	}

	@Override
	void act() {
		this.login = this.accounts
			.login(untilServed(HttpStatus.OK, () -> this.accounts.post("login", this.email, Accounts.PASSWORD)));
		String id = read(untilServed(HttpStatus.CREATED, () -> create(this.login))).id();
		this.confirmed.put(id, false);
		untilServed(HttpStatus.OK, () -> complete(this.login, id));
		this.confirmed.put(id, true);
	}

	@Override
	void verify() {
		this.login.get("/api/auth/me").expectStatus().isOk();
		assertThat(this.confirmed).isNotEmpty().allSatisfy((id, completed) -> {
			ResponseSpec response = this.login.get(tasks(this.login) + "/" + id);
			response.expectStatus().isOk();
			assertThat(read(response).completed()).isEqualTo(completed);
		});
	}

	static ResponseSpec create(Login login) {
		return login.send(HttpMethod.POST, tasks(login), "{\"title\": \"Title\"}");
	}

	static ResponseSpec complete(Login login, String id) {
		return login.send(HttpMethod.PATCH, tasks(login) + "/" + id, "{\"completed\": true}");
	}

	static WrittenTask read(ResponseSpec response) {
		return Objects.requireNonNull(response.returnResult(WrittenTask.class).getResponseBody());
	}

	static String tasks(Login login) {
		return "/api/" + login.user().id() + "/tasks";
	}

	/**
	 * A task in a response.
	 */
	record WrittenTask(String id, boolean completed) {
	}

}
