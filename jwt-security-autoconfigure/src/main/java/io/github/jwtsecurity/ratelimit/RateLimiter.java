package io.github.jwtsecurity.ratelimit;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The limits of logins, checks of the current password, signups, refreshes and mails. An
 * application changes the store of the buckets with a bean of type
 * {@link io.github.bucket4j.distributed.proxy.ProxyManager}.
 *
 * <p>
 * An address is the text of an IP address as the container knows it. All texts that are
 * not an IP address share one bucket.
 *
 * @hidden
 */
public final class RateLimiter {

	private final BucketStore tokens;

	private final Store store;

	private final AccountLimits loginOfAccount;

	private final AccountLimits passwordOfAccount;

	private final AddressLimits loginOfAddress;

	private final AddressLimits signupOfAddress;

	private final Limit refreshPerAddress;

	private final Limit mailPerAccount;

	private final AddressLimits mailOfAddress;

	RateLimiter(BucketStore tokens, Store store, RateLimitProperties properties, LockoutProperties lockout,
			MailLimitProperties mail) {
		this.tokens = tokens;
		this.store = store;
		RateLimitProperties.Login login = properties.login();
		this.loginOfAccount = AccountLimits.of("login", login.perAccount(), login.totalPerAccount(),
				lockout.threshold());
		this.passwordOfAccount = AccountLimits.of("password", login.perAccount(), login.totalPerAccount(),
				lockout.threshold());
		this.loginOfAddress = new AddressLimits(Limit.of("login.per-address", login.perAddress()),
				Limit.of("login.total-per-address", login.totalPerAddress()));
		this.signupOfAddress = new AddressLimits(null,
				Limit.of("signup.per-address", properties.signup().perAddress()));
		this.refreshPerAddress = Limit.of("refresh.per-address", properties.refresh().perAddress());
		this.mailPerAccount = Limit.ofMail("mail.per-account", mail.perAccount(), mail.gap());
		this.mailOfAddress = new AddressLimits(null, Limit.of("mail.per-address", mail.perAddress()));
	}

	/**
	 * Returns the kind of store that keeps the remaining attempts.
	 * @return the kind of store
	 */
	public Store store() {
		return this.store;
	}

	/**
	 * Returns the limits that are in force.
	 * @return the limits by their names, each written count/duration; empty if limits are
	 * switched off
	 */
	public Map<String, String> limits() {
		if (this.store == Store.NONE) {
			return Map.of();
		}
		Map<String, String> limits = new TreeMap<>();
		Stream
			.of(this.loginOfAccount.rates(), this.passwordOfAccount.rates(), this.loginOfAddress.rates(),
					this.signupOfAddress.rates(), Stream.of(this.refreshPerAddress, this.mailPerAccount),
					this.mailOfAddress.rates())
			.flatMap(Function.identity())
			.forEach((limit) -> limits.put(limit.name(), limit.rate().toString()));
		return limits;
	}

	/**
	 * Returns the limits for a login.
	 * @param email the normal form of the email address, whether or not an account has it
	 * @param device the id of a device that the account knows, which has limits of its
	 * own; {@code null} for any other device
	 * @param address the address of the client, {@code null} if it is not known
	 * @return the limits
	 */
	public AttemptLimits login(String email, @Nullable String device, @Nullable String address) {
		String account = AccountKey.of(email);
		String key = (device != null) ? "device:" + device : account;
		return limits(this.loginOfAddress, address, this.loginOfAccount, account, key);
	}

	/**
	 * Returns the limits for a check of the current password of a user who is logged in.
	 * The account has separate buckets for it, so that a user can change the password
	 * while the failed logins of others lock the account.
	 * @param userId the id of the user
	 * @param address the address of the client, {@code null} if it is not known
	 * @return the limits
	 */
	public AttemptLimits passwordCheck(String userId, @Nullable String address) {
		String account = AccountKey.of(userId);
		return limits(this.loginOfAddress, address, this.passwordOfAccount, account, account);
	}

	/**
	 * Returns the limits for a signup.
	 * @param email the normal form of the email address
	 * @param address the address of the client, {@code null} if it is not known
	 * @return the limits
	 */
	public AttemptLimits signup(String email, @Nullable String address) {
		String account = AccountKey.of(email);
		return limits(this.signupOfAddress, address, null, account, account);
	}

	/**
	 * Counts a refresh.
	 * @param address the address of the client, {@code null} if it is not known
	 * @throws RateLimitExceededException if there were too many refreshes
	 */
	public void countRefresh(@Nullable String address) {
		this.tokens.take(this.refreshPerAddress, AddressKey.of(address));
	}

	/**
	 * Counts a request that asks for a mail or presents a one-time token.
	 * @param address the address of the client, {@code null} if it is not known
	 * @throws RateLimitExceededException if there were too many requests
	 */
	public void countMailRequest(@Nullable String address) {
		this.tokens.take(this.mailOfAddress.total(), AddressKey.of(address));
	}

	/**
	 * Counts a mail to an email address, whether or not an account has it. Mails of each
	 * kind are counted separately, so that nobody can use up the mails by which the owner
	 * recovers the account with requests that send none.
	 * @param kind the kind of the mail
	 * @param email the normal form of the email address
	 * @return {@code false} if there were too many mails, or the last one is too recent
	 */
	public boolean countMail(String kind, String email) {
		try {
			this.tokens.take(this.mailPerAccount, AccountKey.of(kind + " " + email));
			return true;
		}
		catch (RateLimitExceededException ex) {
			return false;
		}
	}

	private AttemptLimits limits(AddressLimits ofAddress, @Nullable String address, @Nullable AccountLimits ofAccount,
			String account, String failuresOf) {
		return new AttemptLimits(this.tokens, ofAddress, AddressKey.of(address), ofAccount, account, failuresOf);
	}

	/**
	 * A kind of store of the remaining attempts.
	 *
	 * @hidden
	 */
	public enum Store {

		/** The memory of this instance. */
		MEMORY,

		/** The application's PostgreSQL database. */
		JDBC,

		/** A {@code ProxyManager} bean of the application. */
		PROXY_MANAGER,

		/** The absence of a store: the limits are switched off. */
		NONE

	}

}
