package io.github.jwtsecurity.ratelimit;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The limits that apply to one attempt.
 *
 * @hidden
 */
public final class AttemptLimits {

	private final BucketStore tokens;

	private final AddressLimits ofAddress;

	private final String address;

	private final @Nullable AccountLimits ofAccount;

	private final String account;

	private final String failuresOf;

	/**
	 * Creates new limits.
	 * @param tokens the store
	 * @param ofAddress the limits of the address
	 * @param address the key of the address
	 * @param ofAccount the limits of the account, {@code null} for none
	 * @param account the key of the account
	 * @param failuresOf the key for the failures: that of the device, or that of the
	 * account if the account does not know the device
	 */
	AttemptLimits(BucketStore tokens, AddressLimits ofAddress, String address, @Nullable AccountLimits ofAccount,
			String account, String failuresOf) {
		this.tokens = tokens;
		this.ofAddress = ofAddress;
		this.address = address;
		this.ofAccount = ofAccount;
		this.account = account;
		this.failuresOf = failuresOf;
	}

	/**
	 * Returns the keys by which processor time is shared fairly between attempts: the key
	 * of the account or device, and the key of the address.
	 * @return the keys, equal for all attempts with the same account and address
	 */
	public Set<String> flows() {
		return Set.of("account " + this.failuresOf, flow(this.address));
	}

	/**
	 * Returns the key by which processor time is shared fairly between addresses.
	 * @param address the address of the client, {@code null} if it is not known
	 * @return the key, equal for all addresses that are limited together
	 */
	public static String flowOfAddress(@Nullable String address) {
		return flow(AddressKey.of(address));
	}

	private static String flow(String addressKey) {
		return "address " + addressKey;
	}

	/**
	 * Checks whether an attempt could begin, so that no attempt is queued that would be
	 * refused afterwards. Queued attempts are not counted: otherwise many concurrent
	 * attempts would block each other, even with right passwords.
	 * @throws RateLimitExceededException if there were too many attempts
	 */
	public void check() {
		this.ofAddress.check(this.tokens, this.address);
		if (this.ofAccount != null) {
			this.ofAccount.check(this.tokens, this.failuresOf, this.account);
		}
	}

	/**
	 * Begins an attempt, immediately before a password is hashed. The limits of the
	 * address are checked first, so that an address that has exceeded its limits neither
	 * uses up the attempts of an account nor creates a bucket.
	 * @return the attempt, counted as a failure until it succeeds or is cancelled
	 * @throws RateLimitExceededException if there were too many attempts, or too many are
	 * in progress
	 */
	public Attempt begin() {
		Attempt attempt = new Attempt();
		try {
			this.ofAddress.take(this.tokens, this.address, attempt);
			if (this.ofAccount != null) {
				takeOfAccount(this.ofAccount, attempt);
			}
			return attempt;
		}
		catch (RuntimeException ex) {
			attempt.cancelled();
			throw ex;
		}
	}

	private void takeOfAccount(AccountLimits limits, Attempt attempt) {
		limits.take(this.tokens, this.failuresOf, this.account, attempt);
		if (!this.failuresOf.equals(this.account)) {
			attempt.onSuccess(() -> limits.forgive(this.tokens, this.account));
		}
	}

}
