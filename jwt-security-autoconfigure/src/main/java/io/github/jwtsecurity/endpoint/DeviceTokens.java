package io.github.jwtsecurity.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.token.HmacSha256;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.SignedTokenFormat;
import io.github.jwtsecurity.token.SignedTokenFormat.SignedToken;
import org.jspecify.annotations.Nullable;

/**
 * A factory of tokens by which a login recognizes a device from which the account was
 * logged in to before, as in the device cookies of OWASP. A token gives no access.
 * <p>
 * A token is the base64url text of a version (1 byte), the random id of the device (16),
 * a code of the email address (16), a code of the password hash (16), the time of issue
 * in seconds (8), and the HMAC-SHA256 of these (32). Therefore, no token is stored,
 * another account cannot use the token, and a change of the password revokes it.
 */
final class DeviceTokens {

	private static final byte VERSION = 1;

	private static final int PART_LENGTH = 16;

	private static final int BODY_LENGTH = 1 + 3 * PART_LENGTH + Long.BYTES;

	private static final byte[] EMAIL = "email ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] STAMP = "stamp ".getBytes(StandardCharsets.US_ASCII);

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final DeviceProperties properties;

	private final SecretKey key;

	private final SignedTokenFormat tokens;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	DeviceTokens(DeviceProperties properties, KeyDerivation derivation, Clock clock) {
		this.properties = properties;
		List<SecretKey> keys = derivation.derive("jwt-security device token");
		this.key = keys.get(0);
		this.tokens = new SignedTokenFormat(keys, BODY_LENGTH);
		this.clock = clock;
	}

	boolean areEnabled() {
		return this.properties.enabled();
	}

	/**
	 * Issues a token for an account that has logged in.
	 * @param account the account, with the current hash of its password
	 * @param known the device, {@code null} for one that the account does not know yet
	 * @return the token; {@code null} if device tokens are disabled
	 */
	@Nullable String issue(Account account, @Nullable Device known) {
		if (!this.properties.enabled()) {
			return null;
		}
		byte[] body = ByteBuffer.allocate(BODY_LENGTH)
			.put(VERSION)
			.put((known != null) ? known.id : newId())
			.put(code(this.key, EMAIL, account.email().normalized()))
			.put(code(this.key, STAMP, account.passwordHash()))
			.putLong(this.clock.instant().getEpochSecond())
			.array();
		return SignedTokenFormat.create(this.key, body);
	}

	/**
	 * Reads a token. This method does not yet check whether the account still has the
	 * same password.
	 * @param token the text that was presented, {@code null} if there is none
	 * @param email the email address of the login, as the user typed it
	 * @return the device; {@code null} if the text is not a token of this service for
	 * this address, or has expired
	 */
	@Nullable Device read(@Nullable String token, String email) {
		SignedToken signed = (token != null && this.properties.enabled()) ? this.tokens.verify(token) : null;
		return (signed != null) ? device(signed, EmailAddress.normalFormOf(email)) : null;
	}

	private @Nullable Device device(SignedToken token, String account) {
		ByteBuffer buffer = ByteBuffer.wrap(token.body());
		byte version = buffer.get();
		byte[] id = part(buffer);
		byte[] email = part(buffer);
		byte[] stamp = part(buffer);
		Instant expiresAt = Instant.ofEpochSecond(buffer.getLong()).plus(this.properties.lifetime());
		boolean valid = version == VERSION && this.clock.instant().isBefore(expiresAt)
				&& MessageDigest.isEqual(code(token.key(), EMAIL, account), email);
		return valid ? new Device(id, stamp, token.key()) : null;
	}

	private static byte[] part(ByteBuffer buffer) {
		byte[] part = new byte[PART_LENGTH];
		buffer.get(part);
		return part;
	}

	private static byte[] code(SecretKey key, byte[] purpose, String text) {
		return Arrays.copyOf(HmacSha256.sign(key, purpose, text.getBytes(StandardCharsets.UTF_8)), PART_LENGTH);
	}

	private byte[] newId() {
		byte[] id = new byte[PART_LENGTH];
		this.random.nextBytes(id);
		return id;
	}

	/**
	 * A device with a token for the email address of a login.
	 */
	static final class Device {

		private final byte[] id;

		private final byte[] stamp;

		private final SecretKey key;

		private Device(byte[] id, byte[] stamp, SecretKey key) {
			this.id = id;
			this.stamp = stamp;
			this.key = key;
		}

		/**
		 * Returns the id, which is the same for each further token of the device.
		 */
		String id() {
			return ENCODER.encodeToString(this.id);
		}

		/**
		 * Returns whether the account has the password that it had when the token was
		 * issued.
		 * @param account the account, {@code null} if there is none
		 */
		boolean isKnownTo(@Nullable Account account) {
			return account != null && MessageDigest.isEqual(code(this.key, STAMP, account.passwordHash()), this.stamp);
		}

	}

}
