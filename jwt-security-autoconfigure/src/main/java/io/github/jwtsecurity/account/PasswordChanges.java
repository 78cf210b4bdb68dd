package io.github.jwtsecurity.account;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.github.jwtsecurity.account.password.PasswordAttempt;
import io.github.jwtsecurity.account.password.Passwords;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.mail.MailKind;
import org.jspecify.annotations.Nullable;

/**
 * The changes of passwords by users who are logged in.
 */
final class PasswordChanges {

	private final AccountRepository repository;

	private final AccountStores stores;

	private final Passwords passwords;

	private final AccountEvents events;

	private final Clock clock;

	private final Executor executor;

	PasswordChanges(AccountStores stores, Passwords passwords, AccountEvents events, Clock clock, Executor executor) {
		this.repository = stores.accounts();
		this.stores = stores;
		this.passwords = passwords;
		this.events = events;
		this.clock = clock;
		this.executor = executor;
	}

	/**
	 * Changes the password of a user who knows the current one. A hash that is replaced
	 * at the same time, such as by a login that upgrades it, is compared once more.
	 */
	CompletableFuture<PasswordChange> change(Request request, String currentPassword, PasswordAttempt attempt) {
		Function<String, CompletableFuture<Optional<String>>> newHash = (hash) -> this.passwords
			.replace(currentPassword, hash, request.newPassword(), attempt);
		return changeOnce(request, newHash).thenCompose((outcome) -> outcome.isEmpty() ? changeOnce(request, newHash)
				: CompletableFuture.completedFuture(outcome))
			.thenCompose((outcome) -> complete(outcome, request));
	}

	/**
	 * Changes the password of a user who has been authenticated recently.
	 */
	CompletableFuture<PasswordChange> change(Request request, PasswordAttempt attempt) {
		return changeOnce(request,
				(hash) -> this.passwords.hash(request.newPassword(), attempt).thenApply(Optional::of))
			.thenCompose((outcome) -> complete(outcome, request));
	}

	private CompletableFuture<PasswordChange> complete(Optional<PasswordChange> outcome, Request request) {
		return outcome.map(CompletableFuture::completedFuture)
			.orElseGet(() -> CompletableFuture.supplyAsync(() -> refuse(request), this.executor));
	}

	/**
	 * Changes a password, unless its hash is replaced at the same time: in that case, the
	 * outcome is empty.
	 */
	private CompletableFuture<Optional<PasswordChange>> changeOnce(Request request,
			Function<String, CompletableFuture<Optional<String>>> newHash) {
		Account account;
		try {
			account = this.stores.findEnabled(request.userId());
		}
		catch (StoreException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		if (account == null) {
			return outcome(new PasswordChange.NoAccount());
		}
		List<String> violations = this.passwords.violations(request.newPassword(), account.email().text());
		if (!violations.isEmpty()) {
			return outcome(new PasswordChange.Refused(violations));
		}
		return newHash.apply(account.passwordHash())
			.thenCompose(
					(hash) -> hash
						.isEmpty()
								? CompletableFuture.supplyAsync(() -> Optional.of(refuse(request)), this.executor)
								: this.passwords.breaches(request.newPassword())
									.thenApplyAsync(
											(breaches) -> breaches.isEmpty() ? replace(account, hash.get(), request)
													: Optional.of(new PasswordChange.Refused(breaches)),
											this.executor));
	}

	private static CompletableFuture<Optional<PasswordChange>> outcome(PasswordChange outcome) {
		return CompletableFuture.completedFuture(Optional.of(outcome));
	}

	private Optional<PasswordChange> replace(Account account, String hash, Request request) {
		Optional<Runnable> replaced = this.stores.unitOfWork().execute(() -> updateHash(account, hash, request));
		return replaced.map((ended) -> {
			this.events.publishAfterCommit(
					new JwtSecurityEvent.PasswordChanged(this.clock.instant(), account.id(), request.client()));
			ended.run();
			return new PasswordChange.Changed(account.withPasswordHash(hash));
		});
	}

	private Optional<Runnable> updateHash(Account account, String hash, Request request) {
		if (!StoreException.guard("accounts",
				() -> this.repository.updatePasswordHash(account.id(), account.passwordHash(), hash))) {
			return Optional.empty();
		}
		this.stores.mailQueue().cancel(account.id(), MailKind.CHANGE_EMAIL, MailKind.RESET_PASSWORD);
		this.stores.mailQueue().add(AccountMails.create(MailKind.PASSWORD_CHANGED, account));
		return Optional.of(this.stores.sessionEnder()
			.endSessions(account.id(), request.sessionId(), SessionEnded.Reason.PASSWORD_CHANGED, request.client()));
	}

	private PasswordChange refuse(Request request) {
		this.events.publishNow(
				new JwtSecurityEvent.PasswordChangeFailed(this.clock.instant(), request.userId(), request.client()));
		return new PasswordChange.WrongPassword();
	}

	/**
	 * A request to change a password.
	 *
	 * @param userId the verified user id
	 * @param sessionId the session that continues, {@code null} for none
	 * @param newPassword the new password as it was typed
	 * @param client the origin of the request
	 */
	record Request(String userId, @Nullable String sessionId, String newPassword, Client client) {

		/**
		 * Returns a text without the password.
		 */
		@Override
		public String toString() {
			return "Request[userId=" + this.userId + "]";
		}

	}

}
