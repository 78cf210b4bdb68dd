package io.github.jwtsecurity.account;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityGranted;
import io.github.jwtsecurity.event.JwtSecurityEvent.AuthorityRevoked;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.token.LogText;
import io.github.jwtsecurity.token.ScopeToken;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The authorities of accounts, and their changes.
 */
final class AccountAuthorities {

	private static final Log logger = LogFactory.getLog(AccountAuthorities.class);

	private static final int MAX_LENGTH = 100;

	private final @Nullable AuthorityRepository repository;

	private final UnitOfWork unitOfWork;

	private final SessionEnder sessionEnder;

	private final AccountEvents events;

	private final Clock clock;

	AccountAuthorities(AccountStores stores, AccountEvents events, Clock clock) {
		this.repository = stores.authorities();
		this.unitOfWork = stores.unitOfWork();
		this.sessionEnder = stores.sessionEnder();
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Returns the authorities of an account. A stored text that is not an authority is
	 * left out, since it could become several authorities in a token.
	 */
	Set<String> of(String userId) {
		AuthorityRepository authorities = this.repository;
		if (authorities == null) {
			return Set.of();
		}
		Set<String> valid = new TreeSet<>(StoreException.guard("authorities", () -> authorities.findByUserId(userId)));
		valid.removeIf((authority) -> !accepts(authority, userId));
		return valid;
	}

	/**
	 * Returns the authorities of an account that is being created, to which the table of
	 * the library cannot have granted any.
	 */
	Set<String> ofNew(String userId) {
		return (this.repository instanceof JdbcAuthorityRepository) ? Set.of() : of(userId);
	}

	/**
	 * Returns whether a stored text is an authority.
	 */
	boolean accepts(String authority, String userId) {
		if (isValid(authority)) {
			return true;
		}
		logger.warn("Ignored the stored authority '%s' of user %s, which is not a scope token of at most %d characters"
			.formatted(LogText.of(authority), LogText.of(userId), MAX_LENGTH));
		return false;
	}

	boolean grant(String userId, String authority, Client client) {
		AuthorityRepository authorities = require(authority);
		if (!StoreException.guard("authorities", () -> authorities.insert(userId, authority))) {
			return false;
		}
		this.events.publishAfterCommit(new AuthorityGranted(this.clock.instant(), userId, authority, client));
		return true;
	}

	boolean revoke(String userId, String authority, Client client) {
		AuthorityRepository authorities = require(authority);
		Optional<Runnable> revoked = this.unitOfWork
			.execute(() -> StoreException.guard("authorities", () -> authorities.delete(userId, authority))
					? Optional
						.of(this.sessionEnder.endSessions(userId, null, SessionEnded.Reason.AUTHORITY_REVOKED, client))
					: Optional.empty());
		revoked.ifPresent((ended) -> {
			this.events.publishAfterCommit(new AuthorityRevoked(this.clock.instant(), userId, authority, client));
			ended.run();
		});
		return revoked.isPresent();
	}

	private AuthorityRepository require(String authority) {
		Assert.isTrue(isValid(authority), "authority must be a scope token of at most " + MAX_LENGTH + " characters");
		Assert.state(this.repository != null,
				"There is no store of authorities. Add a bean of type AuthorityRepository, since the accounts are not in"
						+ " the table of the library");
		return this.repository;
	}

	private static boolean isValid(String authority) {
		return authority.length() <= MAX_LENGTH && ScopeToken.matches(authority);
	}

}
