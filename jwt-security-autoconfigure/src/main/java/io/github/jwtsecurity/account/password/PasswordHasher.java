package io.github.jwtsecurity.account.password;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * The component that hashes all passwords, behind the {@link HashGate}. A wrong password
 * costs one hash, whether or not the account exists. No caller waits: a task that is
 * chained to a result without an executor runs on a thread that hashes, and must not
 * block.
 */
final class PasswordHasher {

	/** A stored hash without an id, which matches no encoder. */
	static final String NO_HASH = "-";

	/** The prefix of the hashes that match no password. */
	static final String REVOKED = "{revoked}";

	private final PasswordEncoder encoder;

	private final HashGate gate;

	private final PasswordLimits limits;

	private final PasswordAttempt attempt;

	PasswordHasher(PasswordLimits limits, PasswordEncoder encoder, HashGate gate) {
		this.limits = limits;
		this.encoder = encoder;
		this.gate = gate;
		this.attempt = () -> {
		};
	}

	private PasswordHasher(PasswordHasher other, PasswordAttempt attempt) {
		this.encoder = other.encoder;
		this.gate = other.gate;
		this.limits = other.limits;
		this.attempt = attempt;
	}

	/**
	 * Returns a hasher for the passwords of an attempt, which begins when their turn has
	 * come.
	 * @param other the attempt. If it cannot begin, its exception is the result, and
	 * nothing is hashed
	 * @return a hasher behind the same gate
	 */
	PasswordHasher forAttempt(PasswordAttempt other) {
		return new PasswordHasher(this, other);
	}

	/**
	 * Hashes a new password.
	 * @param password the password as the user typed it, which the
	 * {@link NewPasswordCheck} accepts
	 * @return the hash to store, with its {@code {id}}, or a
	 * {@link HashQueueTimeoutException} if the turn of the password does not come in time
	 * @throws IllegalArgumentException if the password must not be hashed
	 */
	CompletableFuture<String> hash(CharSequence password) {
		PlainPassword plain = hashable(password);
		return submit(() -> encode(plain));
	}

	/**
	 * Compares a password with a stored hash. An upgrade is a second hash in the same
	 * turn. Only a right password leads to an upgrade, so its duration reveals nothing to
	 * others.
	 * @param password the password as the user typed it
	 * @param storedHash the stored hash, {@code null} if there is no account or the user
	 * must not log in
	 * @return the outcome, or a {@link HashQueueTimeoutException} if the turn of the
	 * password does not come in time
	 */
	CompletableFuture<PasswordVerification> verify(CharSequence password, @Nullable String storedHash) {
		PlainPassword plain = this.limits.normalize(password);
		String hash = StringUtils.hasLength(storedHash) ? storedHash : NO_HASH;
		return submit(() -> compare(plain, hash));
	}

	/**
	 * Hashes a new password of a user who knows the current one, in one turn.
	 * @param current the current password as the user typed it
	 * @param storedHash the stored hash of the current password
	 * @param password the new password as the user typed it, which the
	 * {@link NewPasswordCheck} accepts
	 * @return the hash to store, empty if the current password is wrong, or a
	 * {@link HashQueueTimeoutException} if the turn of the password does not come in time
	 */
	CompletableFuture<Optional<String>> replace(CharSequence current, String storedHash, CharSequence password) {
		PlainPassword plain = this.limits.normalize(current);
		PlainPassword replacement = hashable(password);
		return submit(() -> matches(plain, storedHash) ? Optional.of(encode(replacement)) : Optional.empty());
	}

	private <T> CompletableFuture<T> submit(Supplier<T> hash) {
		return this.gate.submit(this.attempt.flows(), () -> {
			this.attempt.begin();
			return hash.get();
		});
	}

	private PasswordVerification compare(PlainPassword plain, String hash) {
		boolean matches = matches(plain, hash);
		boolean upgrade = matches && this.encoder.upgradeEncoding(hash) && this.limits.fits(plain);
		return new PasswordVerification(matches, upgrade ? encode(plain) : null);
	}

	private boolean matches(PlainPassword plain, String hash) {
		boolean comparable = this.limits.isComparable(plain);
		CharSequence password = comparable ? plain.text() : StrictPasswordEncoder.STAND_IN;
		return this.encoder.matches(password, hash) && comparable;
	}

	private PlainPassword hashable(CharSequence password) {
		PlainPassword plain = this.limits.normalize(password);
		Assert.isTrue(this.limits.isHashable(plain), "A password that the policy refuses is not hashed");
		return plain;
	}

	private String encode(PlainPassword plain) {
		return Objects.requireNonNull(this.encoder.encode(plain.text()));
	}

}
