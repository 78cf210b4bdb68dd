package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.BadJwtException;

/**
 * Says that a token is refused, and why. The message is safe to be shown to whoever sent
 * the token and to be logged: it never holds a part of the token.
 */
public final class InvalidTokenException extends BadJwtException {

	private final Reason reason;

	InvalidTokenException(Reason reason, String message) {
		super(message);
		this.reason = reason;
	}

	static InvalidTokenException algorithm() {
		return new InvalidTokenException(Reason.ALGORITHM, "The token's algorithm is not accepted");
	}

	static InvalidTokenException signature() {
		return new InvalidTokenException(Reason.SIGNATURE, "The token's signature is not valid");
	}

	/**
	 * Why the token is refused.
	 * @return the first reason that was found
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * A refusal is an outcome, not a defect, and can be provoked at any rate; no stack is
	 * walked for it.
	 */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	/**
	 * The reasons, in the order in which they are looked for.
	 */
	public enum Reason {

		/** Not a compact JWS in canonical form (RFC 7515, sections 2 and 7.1). */
		MALFORMED,

		/** An algorithm or a critical header that is not accepted (RFC 8725, 3.1). */
		ALGORITHM,

		/** No accepted key made this signature. */
		SIGNATURE,

		/**
		 * Another kind of token, by {@code typ} or {@code token_type} (RFC 8725, 3.11).
		 */
		TYPE,

		/** Past its {@code exp} (RFC 7519, 4.1.4). */
		EXPIRED,

		/** Before its {@code nbf}, or issued in the future. */
		NOT_YET_VALID,

		/** Made by another issuer (RFC 7519, 4.1.1). */
		ISSUER,

		/** Made for another audience (RFC 7519, 4.1.3). */
		AUDIENCE,

		/** A required claim is missing or malformed. */
		CLAIM,

		/** Refused by a validator of the application. */
		VALIDATOR,

		/** Revoked before its end, by itself or with its session. */
		REVOKED

	}

}
