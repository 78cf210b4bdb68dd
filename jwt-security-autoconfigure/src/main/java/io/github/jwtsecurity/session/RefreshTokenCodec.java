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
 * Makes and reads refresh tokens. A token is the base64url text of the session's id (16
 * bytes), its generation (4), a secret (32) and the HMAC-SHA256 of these (32). The HMAC
 * proves that this service has issued it: what somebody has put together around the id of
 * a session is no refresh token. No token's body has the length of what a successor is
 * made from.
 *
 * <p>
 * The secret of the first token is random. That of a successor is made from its
 * predecessor and a random nonce that the session keeps. So whoever presents the
 * predecessor once more can be given the same successor, though it is stored nowhere; and
 * nobody can who has the nonce alone.
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
	 * Makes the first token of a session.
	 */
	RefreshToken first(String sessionId) {
		return create(this.keys.get(0), sessionId, 0, randomBytes());
	}

	/**
	 * Makes a new random text for {@link #successor}.
	 */
	String nonce() {
		return ENCODER.encodeToString(randomBytes());
	}

	/**
	 * Makes the token that follows another: always the same one for the same nonce.
	 */
	RefreshToken successor(RefreshToken token, String nonce) {
		return successor(this.keys.get(0), token, nonce);
	}

	/**
	 * Makes the successor with a hash once more, also if it was made before the service's
	 * secret was replaced.
	 * @return the successor, {@code null} if the token has none with this hash
	 */
	@Nullable RefreshToken successor(RefreshToken token, String nonce, String hash) {
		return this.keys.stream()
			.map((key) -> successor(key, token, nonce))
			.filter((successor) -> successor.hash().equals(hash))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Reads a token.
	 * @param text what somebody has presented
	 * @return the token, {@code null} if it is none of this service
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
