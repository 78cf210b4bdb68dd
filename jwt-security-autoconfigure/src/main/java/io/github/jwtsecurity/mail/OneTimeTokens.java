package io.github.jwtsecurity.mail;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.SecretKey;

import io.github.jwtsecurity.token.HmacSha256;
import io.github.jwtsecurity.token.KeyDerivation;

/**
 * The one-time tokens in the links of mails: 32 random bytes each, stored as an
 * HMAC-SHA256. An account has at most one usable token for each purpose.
 *
 * @hidden
 */
public final class OneTimeTokens {

	private static final int LENGTH = 32;

	private static final int TEXT_LENGTH = 43;

	private final OneTimeTokenRepository repository;

	private final List<SecretKey> keys;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	OneTimeTokens(OneTimeTokenRepository repository, KeyDerivation keyDerivation, Clock clock) {
		this.repository = repository;
		this.keys = keyDerivation.derive("jwt-security one-time token");
		this.clock = clock;
	}

	/**
	 * Issues a token, which replaces an earlier one of the account for the same purpose.
	 * @param purpose the purpose of the token
	 * @param userId the id of the account
	 * @param email the address that the token is about
	 * @return the text of the token, which is stored nowhere
	 */
	String issue(TokenPurpose purpose, String userId, String email) {
		byte[] bytes = new byte[LENGTH];
		this.random.nextBytes(bytes);
		String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		Instant now = this.clock.instant();
		this.repository.replace(new OneTimeToken(hash(this.keys.get(0), text), purpose, userId, email), now,
				now.plus(purpose.lifetime()));
		return text;
	}

	/**
	 * Finds a token that can be used. This method does not use it.
	 * @param purpose the purpose for which the token is presented
	 * @param text the text that was presented
	 * @return the token
	 * @throws InvalidOneTimeTokenException if there is no such token, it was used or
	 * replaced, it has another purpose, it has expired, or the clock was set back to a
	 * time before its issue
	 */
	public OneTimeToken require(TokenPurpose purpose, String text) {
		OneTimeToken token = (text.length() == TEXT_LENGTH) ? this.repository.find(purpose,
				this.keys.stream().map((key) -> hash(key, text)).toList(), this.clock.instant()) : null;
		if (token == null) {
			throw new InvalidOneTimeTokenException(purpose);
		}
		return token;
	}

	/**
	 * Uses a token, as part of the transaction of the caller. Of several calls for a
	 * token exactly one succeeds.
	 * @param token the token
	 * @throws InvalidOneTimeTokenException if the token can no longer be used
	 */
	public void use(OneTimeToken token) {
		if (!this.repository.use(token, this.clock.instant())) {
			throw new InvalidOneTimeTokenException(token.purpose());
		}
	}

	/**
	 * Returns whether an account has a token that can be used.
	 * @param purpose the purpose of the token
	 * @param userId the id of the account
	 * @return {@code true} if there is such a token
	 */
	public boolean exists(TokenPurpose purpose, String userId) {
		return this.repository.exists(purpose, userId, this.clock.instant());
	}

	private static String hash(SecretKey key, String text) {
		return HexFormat.of().formatHex(HmacSha256.sign(key, text.getBytes(StandardCharsets.UTF_8)));
	}

}
