package io.github.jwtsecurity.ratelimit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Limits how often somebody may try. It is public for the endpoints; an application
 * changes where it keeps its counts, with a bean of type
 * {@link io.github.bucket4j.distributed.proxy.ProxyManager}.
 *
 * <p>
 * An address is the text of an IP address as the container has it. A text that is none
 * has no limit: it would be one for everybody who has no address.
 */
public final class RateLimiter {

	private final TokenStore tokens;

	private final Store store;

	private final Limit loginPerAccount;

	private final Limit loginPerAddress;

	private final Limit passwordPerAccount;

	private final Limit signupPerAddress;

	private final Limit refreshPerAddress;

	RateLimiter(TokenStore tokens, Store store, RateLimitProperties properties) {
		this.tokens = tokens;
		this.store = store;
		this.loginPerAccount = Limit.of("login.per-account", properties.login().perAccount());
		this.loginPerAddress = Limit.of("login.per-address", properties.login().perAddress());
		this.passwordPerAccount = Limit.of("password.per-account", properties.login().perAccount());
		this.signupPerAddress = Limit.of("signup.per-address", properties.signup().perAddress());
		this.refreshPerAddress = Limit.of("refresh.per-address", properties.refresh().perAddress());
	}

	/**
	 * Where it is kept how many attempts are left.
	 * @return the kind of store
	 */
	public Store store() {
		return this.store;
	}

	/**
	 * The limits that hold.
	 * @return the limits by their names, each written count/duration; empty if limits are
	 * switched off
	 */
	public Map<String, String> limits() {
		if (this.store == Store.NONE) {
			return Map.of();
		}
		Map<String, String> limits = new TreeMap<>();
		for (Limit limit : List.of(this.loginPerAccount, this.loginPerAddress, this.passwordPerAccount,
				this.signupPerAddress, this.refreshPerAddress)) {
			limits.put(limit.name(), limit.rate().toString());
		}
		return limits;
	}

	/**
	 * Looks whether a login could begin, so that none waits for its turn in vain. It
	 * takes nothing: logins that wait do not count, or many at a time would keep each
	 * other out though all are right.
	 * @param email the normal form of the email address, whether or not it has an account
	 * @param address where the request comes from
	 * @throws RateLimitExceededException if too many have failed
	 */
	public void checkLogin(String email, @Nullable String address) {
		check(this.loginPerAddress, AddressKey.of(address));
		check(this.loginPerAccount, AccountKey.of(email));
	}

	/**
	 * Looks whether a check of the current password could begin.
	 * @param userId the id of the user
	 * @param address where the request comes from
	 * @throws RateLimitExceededException if too many have failed
	 */
	public void checkPasswordCheck(String userId, @Nullable String address) {
		check(this.loginPerAddress, AddressKey.of(address));
		check(this.passwordPerAccount, AccountKey.of(userId));
	}

	/**
	 * Looks whether a signup could begin.
	 * @param address where the request comes from
	 * @throws RateLimitExceededException if there were too many
	 */
	public void checkSignup(@Nullable String address) {
		check(this.signupPerAddress, AddressKey.of(address));
	}

	/**
	 * Begins a login, right before the password is hashed.
	 * @param email the normal form of the email address, whether or not it has an account
	 * @param address where the request comes from
	 * @return the login, counted as a failure of the account and of the address unless it
	 * is told otherwise
	 * @throws RateLimitExceededException if too many have failed, or are going on
	 */
	public Attempt beginLogin(String email, @Nullable String address) {
		return begin(this.loginPerAccount, email, address);
	}

	/**
	 * Begins to check the current password of a user who is logged in. Of the account,
	 * this is not counted as a login: whoever is shut out by the failures of others can
	 * change the password all the same.
	 * @param userId the id of the user
	 * @param address where the request comes from
	 * @return the attempt, counted as a failure unless it is told otherwise
	 * @throws RateLimitExceededException if too many have failed, or are going on
	 */
	public Attempt beginPasswordCheck(String userId, @Nullable String address) {
		return begin(this.passwordPerAccount, userId, address);
	}

	/**
	 * Begins a signup, right before the password is hashed.
	 * @param address where the request comes from
	 * @return the signup, counted unless it is cancelled
	 * @throws RateLimitExceededException if there were too many
	 */
	public Attempt beginSignup(@Nullable String address) {
		return new Attempt(TokenStore.Token.NONE, take(this.signupPerAddress, AddressKey.of(address)));
	}

	/**
	 * Counts a refresh.
	 * @param address where the request comes from
	 * @throws RateLimitExceededException if there were too many
	 */
	public void countRefresh(@Nullable String address) {
		take(this.refreshPerAddress, AddressKey.of(address));
	}

	/**
	 * The address first: one that has used up its failures takes nothing from the owner
	 * of an account, not even for a moment, and makes no new bucket.
	 */
	private Attempt begin(Limit accountLimit, String account, @Nullable String address) {
		TokenStore.Token addressToken = take(this.loginPerAddress, AddressKey.of(address));
		try {
			return new Attempt(take(accountLimit, AccountKey.of(account)), addressToken);
		}
		catch (RuntimeException ex) {
			addressToken.giveBack();
			throw ex;
		}
	}

	private void check(Limit limit, @Nullable String key) {
		if (key != null) {
			this.tokens.check(limit, key);
		}
	}

	private TokenStore.Token take(Limit limit, @Nullable String key) {
		return (key != null) ? this.tokens.take(limit, key) : TokenStore.Token.NONE;
	}

	/**
	 * Where it is kept how many attempts are left.
	 */
	public enum Store {

		/** In the memory of this instance. */
		MEMORY,

		/** In the application's PostgreSQL. */
		JDBC,

		/** Behind a {@code ProxyManager} bean of the application. */
		PROXY_MANAGER,

		/** Nowhere: the limits are switched off. */
		NONE

	}

}
