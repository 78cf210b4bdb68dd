package io.github.jwtsecurity.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.crypto.SecretKey;

import io.github.jwtsecurity.token.HmacSha256;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.Sha256;
import io.github.jwtsecurity.token.SignedTokenFormat;
import io.github.jwtsecurity.token.SignedTokenFormat.SignedToken;
import org.jspecify.annotations.Nullable;

/**
 * A factory and parser of refresh tokens. A token is the base64url form of the session's
 * id (16 bytes), its generation (4), a secret (32) and the HMAC-SHA256 of these (32). The
 * HMAC proves that this service has issued the token, so that nobody can construct a
 * token for a known session id. No other input of this HMAC key has the same length as
 * the body of a token.
 *
 * <p>
 * The secret of the first token is random. The secret of a successor is derived from its
 * predecessor and a random nonce that is stored with the session. A client that presents
 * the predecessor again can therefore receive the same successor, although the successor
 * is not stored. The nonce alone is not sufficient to derive a successor.
 */
final class RefreshTokenCodec {

	private static final int SECRET_LENGTH = 32;

	private static final int BODY_LENGTH = 16 + 4 + SECRET_LENGTH;

	private static final byte[] NEXT = "next".getBytes(StandardCharsets.US_ASCII);

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

	private final List<SecretKey> keys;

	private final SignedTokenFormat tokens;

	private final SecureRandom random = new SecureRandom();

	RefreshTokenCodec(KeyDerivation derivation) {
		this.keys = derivation.derive("jwt-security refresh token");
		this.tokens = new SignedTokenFormat(this.keys, BODY_LENGTH);
	}

	/**
	 * Creates the first token of a session.
	 */
	RefreshToken first(String sessionId) {
		return create(this.keys.get(0), sessionId, 0, randomBytes());
	}

	/**
	 * Creates a random nonce for {@link #successor}.
	 */
	String nonce() {
		return ENCODER.encodeToString(randomBytes());
	}

	/**
	 * Creates the successor of a token. The same nonce always results in the same
	 * successor.
	 */
	RefreshToken successor(RefreshToken token, String nonce) {
		return successor(this.keys.get(0), token, nonce);
	}

	/**
	 * Creates the successor with a given hash again, even if the service's secret was
	 * replaced after the first time.
	 * @return the successor, {@code null} if no successor of the token has this hash
	 */
	@Nullable RefreshToken successor(RefreshToken token, String nonce, String hash) {
		return this.keys.stream()
			.map((key) -> successor(key, token, nonce))
			.filter((successor) -> successor.hash().equals(hash))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Parses a token.
	 * @param text the text that was presented as a refresh token
	 * @return the token, {@code null} if this service has not issued it
	 */
	@Nullable RefreshToken parse(String text) {
		SignedToken token = this.tokens.verify(text);
		if (token == null) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(token.body());
		return new RefreshToken(text, new UUID(buffer.getLong(), buffer.getLong()).toString(), buffer.getInt());
	}

	static String hash(String text) {
		return Sha256.hex(text);
	}

	private RefreshToken successor(SecretKey key, RefreshToken token, String nonce) {
		byte[] secret = HmacSha256.sign(key, NEXT, DECODER.decode(nonce),
				token.text().getBytes(StandardCharsets.US_ASCII));
		return create(key, token.sessionId(), token.generation() + 1, secret);
	}

	private static RefreshToken create(SecretKey key, String sessionId, int generation, byte[] secret) {
		UUID id = UUID.fromString(sessionId);
		byte[] body = ByteBuffer.allocate(BODY_LENGTH)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.putInt(generation)
			.put(secret)
			.array();
		return new RefreshToken(SignedTokenFormat.create(key, body), sessionId, generation);
	}

	private byte[] randomBytes() {
		byte[] bytes = new byte[SECRET_LENGTH];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
