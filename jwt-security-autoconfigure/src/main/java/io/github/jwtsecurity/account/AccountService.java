package io.github.jwtsecurity.account;

import java.io.Closeable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.jwtsecurity.account.password.HashQueueTimeoutException;
import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.account.password.Passwords;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedIn;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.ReauthenticationFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.jdbc.StoreException;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * A service that creates accounts, authenticates their owners, and changes their
 * passwords and authorities. A refused login has the same result for an unknown, a
 * disabled and a known email address, and the same cost: one hash.
 * <p>
 * A caller that waits for a hash occupies no thread: the outcome is a
 * {@link CompletableFuture}, which may be completed on any thread. It fails with
 * {@link HashQueueTimeoutException} if too many passwords wait to be hashed, with
 * {@link RejectedExecutionException} if too many requests wait for the database, with
 * {@link StoreException} if the {@link AccountRepository} fails, and with any exception
 * of the caller's own function.
 */
public final class AccountService implements Closeable {

	private final AccountRepository repository;

	private final Passwords passwords;

	private final AccountStores stores;

	private final SignupProperties properties;

	private final AccountCreation creation;

	private final PasswordChanges passwordChanges;

	private final AccountAuthorities authorities;

	private final AccountEvents events;

	private final Clock clock;

	private final ThreadPoolTaskExecutor executor;

	AccountService(AccountStores stores, Passwords passwords, SignupProperties properties, AccountEvents events,
			Clock clock) {
		this.repository = stores.accounts();
		this.passwords = passwords;
		this.stores = stores;
		this.properties = properties;
		this.authorities = new AccountAuthorities(stores, events, clock);
		this.events = events;
		this.clock = clock;
		this.executor = AccountExecutor.create("account-");
		this.creation = new AccountCreation(stores, properties, events, clock);
		this.passwordChanges = new PasswordChanges(stores, passwords, events, clock, this.executor);
	}

	/**
	 * Creates an account, and logs its owner in unless the email address has to be
	 * verified first. The grant is made before the account is stored, in one transaction
	 * if both are in one database, so that neither exists without the other.
	 * @param <T> the type of the grant, such as tokens
	 * @param credentials the email address and the password
	 * @param attempt the attempt, which begins when the hashing of the password begins,
	 * possibly on another thread
	 * @return the outcome
	 */
	public <T> CompletableFuture<Signup<T>> signUp(Credentials credentials, AccountAttempt<T> attempt) {
		EmailAddress address = null;
		String problem = null;
		try {
			address = EmailAddress.of(credentials.email());
		}
		catch (InvalidEmailAddressException ex) {
			problem = ex.getMessage();
		}
		String password = credentials.password();
		List<String> violations = this.passwords.violations(password, credentials.email());
		if (address == null || !violations.isEmpty()) {
			return CompletableFuture.completedFuture(new Signup.Refused<>(problem, violations));
		}
		EmailAddress owned = address;
		return this.passwords.hash(password, attempt)
			.thenCompose((hash) -> this.passwords.breaches(password)
				.thenApplyAsync((breaches) -> breaches.isEmpty()
						? this.creation.create(owned, hash, credentials.client(), attempt)
						: new Signup.Refused<>(null, breaches), this.executor));
	}

	/**
	 * Authenticates the owner of an account by password.
	 * @param <T> the type of the grant, such as tokens
	 * @param credentials the email address and the password
	 * @param attempt the attempt, which begins when the hashing of the password begins,
	 * possibly on another thread and more than once
	 * @return the grant; empty if the login is refused, regardless of the reason. It
	 * fails with {@link EmailNotVerifiedException} if the password is right, but the
	 * email address has to be verified first
	 */
	public <T> CompletableFuture<Optional<T>> logIn(Credentials credentials, AccountAttempt<T> attempt) {
		return authenticate(credentials, attempt)
			.thenCompose((login) -> login.isOutdated() ? authenticate(credentials, attempt)
					: CompletableFuture.completedFuture(login))
			.thenCompose((login) -> login.isOutdated()
					? CompletableFuture.supplyAsync(() -> refuse(credentials, login.account()), this.executor)
					: CompletableFuture.completedFuture(login.grant()));
	}

	private <T> CompletableFuture<Login<T>> authenticate(Credentials credentials, AccountAttempt<T> attempt) {
		Account found;
		try {
			found = findByEmail(credentials.email());
			attempt.found(found);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		Account account = (found != null && found.enabled()) ? found : null;
		return this.passwords.verify(credentials.password(), (account != null) ? account.passwordHash() : null, attempt)
			.thenApplyAsync((verification) -> {
				if (account == null || !verification.matches()) {
					return new Login<>(found, false, refuse(credentials, found));
				}
				requireVerified(account, credentials.client());
				return new Login<>(account, true,
						logIn(account, verification.upgradedHash(), credentials.client(), attempt));
			}, this.executor);
	}

	/**
	 * Logs in a user whom the application has authenticated by other means than a
	 * password.
	 * @param <T> the type of the grant, such as tokens
	 * @param userId the user id
	 * @param client the origin of the request
	 * @param grant the function that makes the grant
	 * @return the grant; empty if the account does not exist, is disabled, or was changed
	 * at the same time
	 * @throws EmailNotVerifiedException if {@code
	 * jwt-security.accounts.email-verification} is {@code required}, and the email
	 * address is not verified
	 * @throws StoreException if the {@link AccountRepository} fails
	 */
	public <T> Optional<T> logIn(String userId, Client client, Function<Account, T> grant) {
		Account account = find(userId);
		if (account == null) {
			return Optional.empty();
		}
		requireVerified(account, client);
		return logIn(account, null, client, AccountAttempt.granting(grant));
	}

	private void requireVerified(Account account, Client client) {
		if (this.properties.requiresVerification() && !account.emailVerified()) {
			this.events.publishNow(new LoginFailed(this.clock.instant(), account.email().text(),
					LoginFailed.Reason.EMAIL_NOT_VERIFIED, client));
			throw new EmailNotVerifiedException();
		}
	}

	private <T> Optional<T> logIn(Account account, @Nullable String upgradedHash, Client client,
			AccountAttempt<T> attempt) {
		LoggedIn loggedIn = new LoggedIn(this.clock.instant(), account.id(), account.email().text(), client);
		Optional<T> granted = this.stores.unitOfWorkOfGrant()
			.execute(() -> admit(account, upgradedHash, loggedIn, attempt));
		if (granted.isPresent()) {
			this.events.publishAfterCommit(loggedIn);
		}
		return granted;
	}

	/**
	 * Returns the grant, empty if the account was disabled or its hash was replaced while
	 * the user was authenticated.
	 */
	private <T> Optional<T> admit(Account account, @Nullable String upgradedHash, LoggedIn loggedIn,
			AccountAttempt<T> attempt) {
		String hash = account.passwordHash();
		if (upgradedHash != null
				&& use(() -> this.repository.updatePasswordHash(account.id(), account.passwordHash(), upgradedHash))) {
			hash = upgradedHash;
		}
		String current = hash;
		Instant now = loggedIn.time();
		if (!use(() -> this.repository.updateLastLogin(account.id(), current, now))) {
			return Optional.empty();
		}
		T granted = attempt.grant(account.withLastLogin(current, now));
		this.events.admit(loggedIn);
		return Optional.of(granted);
	}

	private <T> Optional<T> refuse(Credentials credentials, @Nullable Account account) {
		this.events.publishNow(
				new LoginFailed(this.clock.instant(), credentials.email(), reasonOf(account), credentials.client()));
		return Optional.empty();
	}

	private @Nullable Account findByEmail(String email) {
		EmailAddress address = EmailAddress.resolve(email);
		return (address != null) ? use(() -> this.repository.findByEmail(address)) : null;
	}

	private static LoginFailed.Reason reasonOf(@Nullable Account account) {
		if (account == null) {
			return LoginFailed.Reason.UNKNOWN_EMAIL;
		}
		return account.enabled() ? LoginFailed.Reason.WRONG_PASSWORD : LoginFailed.Reason.DISABLED;
	}

	/**
	 * Finds the account of a verified user.
	 * @param userId the user id
	 * @return the account; {@code null} if there is none, or it is disabled
	 * @throws StoreException if the {@link AccountRepository} fails
	 */
	public @Nullable Account find(String userId) {
		return this.stores.findEnabled(userId);
	}

	/**
	 * Changes the password of a user who knows the current one, and ends the user's other
	 * sessions.
	 * @param userId the verified user id
	 * @param sessionId the session that continues, {@code null} for none
	 * @param currentPassword the current password as it was typed
	 * @param newPassword the new password as it was typed
	 * @param client the origin of the request
	 * @param attempt the attempt, which begins when it is the turn of the password to be
	 * hashed, perhaps on another thread and more than once. If it throws an exception,
	 * that is the outcome
	 * @return the outcome
	 */
	public CompletableFuture<PasswordChange> changePassword(String userId, @Nullable String sessionId,
			String currentPassword, String newPassword, Client client, PasswordAttempt attempt) {
		return this.passwordChanges.change(new PasswordChanges.Request(userId, sessionId, newPassword, client),
				currentPassword, attempt);
	}

	/**
	 * Changes the password of a user who has been authenticated recently, and ends the
	 * user's other sessions. If the password is changed at the same time, this change is
	 * refused: the other one may be that of the owner, who has shut a thief out.
	 * @param userId the verified user id
	 * @param sessionId the session that continues, {@code null} for none
	 * @param newPassword the new password as it was typed
	 * @param client the origin of the request
	 * @param attempt the attempt, as for a change with the current password
	 * @return the outcome, which is a wrong password if the password is changed at the
	 * same time
	 */
	public CompletableFuture<PasswordChange> changePassword(String userId, @Nullable String sessionId,
			String newPassword, Client client, PasswordAttempt attempt) {
		return this.passwordChanges.change(new PasswordChanges.Request(userId, sessionId, newPassword, client),
				attempt);
	}

	/**
	 * Verifies the current password of a user before a change that needs it.
	 * @param userId the verified user id
	 * @param currentPassword the current password as it was typed
	 * @param client the origin of the request
	 * @param attempt the attempt, which begins when it is the turn of the password to be
	 * hashed, perhaps on another thread
	 * @return whether there is an enabled account with this password
	 */
	public CompletableFuture<Boolean> verifyPassword(String userId, String currentPassword, Client client,
			PasswordAttempt attempt) {
		Account account;
		try {
			account = find(userId);
		}
		catch (StoreException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return this.passwords.verify(currentPassword, (account != null) ? account.passwordHash() : null, attempt)
			.thenApplyAsync((verification) -> {
				boolean matches = account != null && verification.matches();
				if (!matches) {
					this.events.publishNow(new ReauthenticationFailed(this.clock.instant(), userId, client));
				}
				return matches;
			}, this.executor);
	}

	/**
	 * Deletes an account with all that the library keeps about its user, and ends the
	 * user's sessions: every instance refuses their access tokens within {@code
	 * jwt-security.sessions.revocation-delay}. Records of the audit trail are kept for
	 * their retention. A listener to {@link JwtSecurityEvent.AccountDeleted} can delete
	 * the data of the application.
	 * @param userId the user id
	 * @param client the origin of the request
	 * @return {@code false} if there is no such account
	 * @throws StoreException if a store fails
	 */
	public boolean delete(String userId, Client client) {
		AtomicBoolean deleted = new AtomicBoolean();
		Runnable ended = this.stores.unitOfWork().execute(() -> {
			deleted.set(use(() -> this.repository.delete(userId)));
			return this.stores.deleteDataOf(userId, client);
		});
		if (deleted.get()) {
			this.events.publishAfterCommit(new JwtSecurityEvent.AccountDeleted(this.clock.instant(), userId, client));
		}
		ended.run();
		return deleted.get();
	}

	/**
	 * Returns what the library keeps about a user beside the account and the sessions.
	 * @param userId the verified user id
	 * @return the rows of each store by the name of the store
	 * @hidden
	 */
	public Map<String, List<Map<String, @Nullable Object>>> export(String userId) {
		Map<String, List<Map<String, @Nullable Object>>> data = new TreeMap<>();
		this.stores.userData().forEach((store) -> data.put(store.name(), store.export(userId)));
		return data;
	}

	/**
	 * Disables an account: logins and refreshes are refused, and every instance refuses
	 * the access tokens of the user's sessions within {@code
	 * jwt-security.sessions.revocation-delay}. The sessions are ended even if the account
	 * was disabled before, so that this method can be called again after a failure.
	 * @param userId the user id
	 * @param client the origin of the request
	 * @return {@code false} if there is no such account, or it was disabled before
	 */
	public boolean disable(String userId, Client client) {
		AtomicBoolean disabled = new AtomicBoolean();
		Runnable ended = this.stores.unitOfWork().execute(() -> {
			disabled.set(use(() -> this.repository.updateEnabled(userId, false)));
			this.stores.cancelLinks(userId);
			return this.stores.sessionEnder().endSessions(userId, null, SessionEnded.Reason.DISABLED, client);
		});
		if (disabled.get()) {
			this.events.publishAfterCommit(new JwtSecurityEvent.AccountDisabled(this.clock.instant(), userId, client));
		}
		ended.run();
		return disabled.get();
	}

	/**
	 * Enables a disabled account. Its user then has to log in.
	 * @param userId the user id
	 * @param client the origin of the request
	 * @return {@code false} if there is no such account, or it is not disabled
	 */
	public boolean enable(String userId, Client client) {
		boolean enabled = use(() -> this.repository.updateEnabled(userId, true));
		if (enabled) {
			this.events.publishAfterCommit(new JwtSecurityEvent.AccountEnabled(this.clock.instant(), userId, client));
		}
		return enabled;
	}

	/**
	 * Grants an authority to an account. It is in each access token that is issued from
	 * now on: after the next login, refresh or renewal.
	 * @param userId the user id
	 * @param authority the authority without a prefix, such as {@code admin} for
	 * {@code SCOPE_admin}: a scope token (RFC 6749, section 3.3) of at most 100
	 * characters
	 * @param client the origin of the request
	 * @return {@code false} if there is no such account, or it has the authority already
	 * @throws IllegalArgumentException if the text is not a scope token
	 * @throws IllegalStateException if there is no {@link AuthorityRepository}
	 * @throws StoreException if the {@link AuthorityRepository} fails
	 */
	public boolean grant(String userId, String authority, Client client) {
		return this.authorities.grant(userId, authority, client);
	}

	/**
	 * Revokes an authority of an account. If the account has the authority, the user's
	 * sessions are ended, since their access tokens contain it: every instance refuses
	 * them within {@code jwt-security.sessions.revocation-delay}.
	 * @param userId the user id
	 * @param authority the authority without a prefix
	 * @param client the origin of the request
	 * @return {@code false} if there is no such account, or it does not have the
	 * authority
	 * @throws IllegalArgumentException if the text is not a scope token
	 * @throws IllegalStateException if there is no {@link AuthorityRepository}
	 * @throws StoreException if the {@link AuthorityRepository} or the store of sessions
	 * fails
	 */
	public boolean revoke(String userId, String authority, Client client) {
		return this.authorities.revoke(userId, authority, client);
	}

	/**
	 * Returns the authorities that an account was granted.
	 * @param userId the user id
	 * @return the authorities without a prefix, in alphabetical order; empty if there are
	 * none or the account does not exist
	 * @throws StoreException if the {@link AuthorityRepository} fails
	 */
	public Set<String> authoritiesOf(String userId) {
		return this.authorities.of(userId);
	}

	/**
	 * Returns the authorities of an account that is being created.
	 * @param userId the user id
	 * @return the authorities without a prefix, in alphabetical order
	 * @throws StoreException if the {@link AuthorityRepository} fails
	 * @hidden
	 */
	public Set<String> authoritiesOfNew(String userId) {
		return this.authorities.ofNew(userId);
	}

	/**
	 * Waits until pending changes are stored, for ten seconds at most.
	 */
	@Override
	public void close() {
		this.passwords.close();
		this.executor.shutdown();
	}

	private static <T extends @Nullable Object> T use(Supplier<T> access) {
		return StoreException.guard("accounts", access);
	}

	/**
	 * The outcome of one authentication by password.
	 *
	 * @param account the account, {@code null} if there is none
	 * @param matches whether the password is that of an enabled account
	 * @param grant the grant, empty if there is none
	 */
	private record Login<T>(@Nullable Account account, boolean matches, Optional<T> grant) {

		/**
		 * Returns whether the password was right, but the account has changed since it
		 * was read. Another login may have upgraded the hash.
		 */
		boolean isOutdated() {
			return this.matches && this.grant.isEmpty();
		}

	}

}
