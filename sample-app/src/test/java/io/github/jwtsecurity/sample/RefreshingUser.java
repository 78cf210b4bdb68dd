package io.github.jwtsecurity.sample;

import java.util.ArrayList;
import java.util.List;

import io.github.jwtsecurity.sample.Accounts.Login;
import io.github.jwtsecurity.sample.Accounts.Session;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who refreshes a session repeatedly. Some responses are lost.
 */
final class RefreshingUser extends PersistentUser {

	private static final int LOST = 3;

	private final Accounts accounts;

	private final List<String> refreshTokens = new ArrayList<>();

	private Login login;

	RefreshingUser(Accounts accounts) {
		this.accounts = accounts;
		this.login = accounts.begin();
		this.refreshTokens.add(this.login.refreshToken());
	}

	@Override
	void act() {
		Login next = refresh();
		if (served() % LOST == 0) {
			assertThat(refresh().refreshToken()).isEqualTo(next.refreshToken());
		}
		assertThat(next.refreshToken()).isNotIn(this.refreshTokens);
		this.refreshTokens.add(next.refreshToken());
		this.login = next;
		isServed(HttpStatus.OK, next.get("/api/auth/me"));
		isServed(HttpStatus.OK, next.get("/api/" + next.user().id() + "/tasks"));
	}

	private Login refresh() {
		return this.accounts.login(untilServed(HttpStatus.OK, () -> this.accounts.refresh(this.login.refreshToken())));
	}

	/**
	 * Asserts that the last refresh token is valid, and that the reuse of an earlier one
	 * ends the session.
	 */
	@Override
	void verify() {
		assertThat(this.login.sessions()).extracting(Session::current).containsExactly(true);
		Login last = refresh();
		List<String> refused = new ArrayList<>(this.refreshTokens);
		refused.add(last.refreshToken());
		for (String refreshToken : refused) {
			Problems.assertProblem(this.accounts.refresh(refreshToken), HttpStatus.UNAUTHORIZED,
					"invalid_refresh_token");
		}
		Problems.assertProblem(last.get("/api/auth/me"), HttpStatus.UNAUTHORIZED, "token_invalid");
	}

}
