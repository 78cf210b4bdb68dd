package io.github.jwtsecurity.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.AuthorizedAccount;
import io.github.jwtsecurity.endpoint.DeviceTokens.Device;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.session.AccountSession;
import io.github.jwtsecurity.session.AccountSessions;
import io.github.jwtsecurity.session.NewSession;
import io.github.jwtsecurity.session.RefreshedSession;
import io.github.jwtsecurity.session.Session;
import io.github.jwtsecurity.token.AccessTokenParameters;
import io.github.jwtsecurity.token.SessionTokenIssuer;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A factory of sessions and their tokens. An access token never outlives the absolute end
 * of its session.
 */
final class TokenIssuance {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private final AccountService accountService;

	private final AccountSessions<AuthorizedAccount> sessions;

	private final SessionTokenIssuer tokenIssuer;

	private final Duration lifetime;

	private final DeviceTokens deviceTokens;

	private final Clock clock;

	TokenIssuance(AccountService accountService, AccountSessions<AuthorizedAccount> sessions,
			SessionTokenIssuer tokenIssuer, Duration lifetime, DeviceTokens deviceTokens, Clock clock) {
		this.accountService = accountService;
		this.sessions = sessions;
		this.tokenIssuer = tokenIssuer;
		this.lifetime = lifetime;
		this.deviceTokens = deviceTokens;
		this.clock = clock;
	}

	/**
	 * Begins a session. The session is stored last, so that there is never a session
	 * without tokens.
	 * @param device the device, {@code null} for one that the account does not know yet
	 */
	IssuedTokens begin(Account account, Client client, @Nullable Device device) {
		return begin(new AuthorizedAccount(account, this.accountService.authoritiesOf(account.id())), client, device,
				this.sessions::store);
	}

	/**
	 * Begins the first session of an account that is being created.
	 */
	IssuedTokens beginFirst(Account account, Client client) {
		return begin(new AuthorizedAccount(account, this.accountService.authoritiesOfNew(account.id())), client, null,
				this.sessions::storeFirst);
	}

	private IssuedTokens begin(AuthorizedAccount authorized, Client client, @Nullable Device device,
			Consumer<NewSession> store) {
		Account account = authorized.account();
		NewSession session = this.sessions.prepare(account.id(), client);
		Jwt accessToken = issue(authorized, session.session());
		store.accept(session);
		return new IssuedTokens(account, session.session(), accessToken, session.refreshToken(),
				this.deviceTokens.issue(account, device));
	}

	/**
	 * Exchanges a refresh token.
	 * @return the new tokens; {@code null} if the refresh token is refused
	 */
	@Nullable IssuedTokens refresh(String refreshToken, Client client) {
		RefreshedSession<AccountToken> refreshed = this.sessions.refresh(refreshToken, client,
				(session, account) -> new AccountToken(account.account(), issue(account, session)));
		if (refreshed == null) {
			return null;
		}
		return new IssuedTokens(refreshed.granted().account(), refreshed.session(), refreshed.granted().token(),
				refreshed.refreshToken(), null);
	}

	/**
	 * Renews an access token of a session, without exchanging its refresh token.
	 * @return the access token; {@code null} if the session is not live, or the account
	 * does not exist or is disabled
	 */
	@Nullable Jwt renew(Jwt token, String sessionId, String userId) {
		AccountSession<AuthorizedAccount> found = this.sessions.find(sessionId, userId);
		AuthorizedAccount account = (found != null) ? found.account().get().orElse(null) : null;
		return (found != null && account != null) ? this.tokenIssuer.renew(token, parameters(account, found.session()))
				: null;
	}

	private Jwt issue(AuthorizedAccount account, Session session) {
		return this.tokenIssuer.issue(parameters(account, session));
	}

	private AccessTokenParameters parameters(AuthorizedAccount authorized, Session session) {
		Account account = authorized.account();
		return AccessTokenParameters.of(account.id(), account.email().text(), lifetime(session))
			.withSessionId(session.id())
			.withAuthenticatedAt(session.createdAt())
			.withEmailVerified(account.emailVerified())
			.withAuthorities(authorized.authorities());
	}

	private Duration lifetime(Session session) {
		Duration remaining = Duration.between(this.clock.instant(), session.absoluteExpiresAt());
		Duration capped = (remaining.compareTo(this.lifetime) < 0) ? remaining : this.lifetime;
		return (capped.compareTo(SHORTEST) < 0) ? SHORTEST : capped;
	}

	private record AccountToken(Account account, Jwt token) {

		/**
		 * Returns a text without the token.
		 */
		@Override
		public String toString() {
			return "AccountToken[account=" + this.account + "]";
		}

	}

}
