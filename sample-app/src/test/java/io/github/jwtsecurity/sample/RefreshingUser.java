package io.github.jwtsecurity.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.jwtsecurity.sample.Accounts.Login;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who refreshes a session repeatedly. The application may delay the user, but must
 * never refuse a refresh. Some responses are lost.
 */
final class RefreshingUser implements Callable<Login> {

	private static final int LOST = 3;

	private final Accounts accounts;

	private final List<String> refreshTokens = new ArrayList<>();

	private Login login;

	private volatile int refreshed;

	private volatile int delayed;

	private volatile boolean content;

	RefreshingUser(Accounts accounts) {
		this.accounts = accounts;
		this.login = accounts.begin();
		this.refreshTokens.add(this.login.refreshToken());
	}

	/** Returns the number of refreshes that returned new tokens. */
	int refreshed() {
		return this.refreshed;
	}

	/**
	 * Returns the number of refreshes that were answered with a request to retry later.
	 */
	int delayed() {
		return this.delayed;
	}

	/** Returns all refresh tokens so far, the current one last. */
	List<String> refreshTokens() {
		return this.refreshTokens;
	}

	/** Ends the refreshes after the next new tokens. */
	void finish() {
		this.content = true;
	}

	@Override
	public Login call() {
		while (!this.content) {
			Login next = refreshUntilAnswered();
			if (this.refreshed % LOST == 0) {
				assertThat(refreshUntilAnswered().refreshToken()).isEqualTo(next.refreshToken());
			}
			assertThat(next.refreshToken()).isNotIn(this.refreshTokens);
			this.refreshTokens.add(next.refreshToken());
			this.login = next;
			isServed(next.get("/api/auth/me"));
			isServed(next.get("/api/" + next.user().id() + "/tasks"));
			this.refreshed++;
		}
		return this.login;
	}

	private Login refreshUntilAnswered() {
		Login next = null;
		while (next == null) {
			next = refresh();
		}
		return next;
	}

	private @Nullable Login refresh() {
		ResponseSpec response = this.accounts.refresh(this.login.refreshToken());
		return isServed(response) ? this.accounts.login(response) : null;
	}

	private boolean isServed(ResponseSpec response) {
		if (response.returnResult().getStatus().equals(HttpStatus.OK)) {
			return true;
		}
		response.expectHeader().value(HttpHeaders.RETRY_AFTER, (seconds) -> assertThat(seconds).matches("[1-9]\\d*"));
		Problems.assertProblem(response, HttpStatus.SERVICE_UNAVAILABLE, "overloaded");
		this.delayed++;
		return false;
	}

}
