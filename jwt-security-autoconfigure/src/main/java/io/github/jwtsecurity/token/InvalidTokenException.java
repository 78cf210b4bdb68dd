package io.github.jwtsecurity.token;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.BadJwtException;

/**
 * Thrown when a token is refused. The message is safe to be logged and to be shown to the
 * sender of the token, because it never contains a part of the token.
 */
public final class InvalidTokenException extends BadJwtException {

	private final Reason reason;

	private final @Nullable String claim;

	private final @Nullable TokenOrigin origin;

	InvalidTokenException(Reason reason, String message) {
		this(reason, null, message);
	}

	/**
	 * Creates an exception.
	 * @param reason the reason
	 * @param claim the name of the claim that is wrong, {@code null} if it is not a claim
	 * @param message the message, without any part of the token
	 */
	InvalidTokenException(Reason reason, @Nullable String claim, String message) {
		this(reason, claim, message, null);
	}

	private InvalidTokenException(Reason reason, @Nullable String claim, String message, @Nullable TokenOrigin origin) {
		super(message);
		this.reason = reason;
		this.claim = claim;
		this.origin = origin;
	}

	/**
	 * Returns this exception with the issuer and the key that the token names.
	 */
	InvalidTokenException of(TokenOrigin origin) {
		return new InvalidTokenException(this.reason, this.claim, String.valueOf(getMessage()), origin);
	}

	static InvalidTokenException algorithm() {
		return new InvalidTokenException(Reason.ALGORITHM, "The token's algorithm is not accepted");
	}

	static InvalidTokenException signature() {
		return new InvalidTokenException(Reason.SIGNATURE, "The token's signature is not valid");
	}

	/**
	 * Returns the reason for the refusal.
	 * @return the first reason that was found
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Returns the name of the claim that is wrong.
	 * @return a name of RFC 7519 or of the configuration, never one that only the token
	 * has; {@code null} if the reason is not a claim
	 */
	public @Nullable String claim() {
		return this.claim;
	}

	/**
	 * Returns the id of the key that the token names in its header.
	 * @return the id of a known key of the issuer; {@code unknown} for any other, which
	 * is never repeated; {@code null} if the token names no key or has no readable header
	 */
	public @Nullable String keyId() {
		return (this.origin != null) ? this.origin.keyId() : null;
	}

	/**
	 * Returns the name of the issuer whose rules apply to the token. Unless the signature
	 * is valid, anybody can have created the token.
	 * @return the name in the configuration, {@code home} for the issuer directly below
	 * {@code jwt-security}; {@code unknown} if the issuer is not accepted; {@code null}
	 * if the token was refused before its issuer was determined
	 */
	public @Nullable String issuer() {
		if (this.reason == Reason.ISSUER) {
			return TokenOrigin.UNKNOWN;
		}
		return (this.origin != null) ? this.origin.issuerName() : null;
	}

	/**
	 * Omits the stack trace, because refusals are expected and clients can provoke them
	 * at any rate.
	 */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	/**
	 * A reason to refuse a token. The constants are in the order of the checks.
	 */
	public enum Reason {

		/**
		 * The text is not a compact JWS in canonical form (RFC 7515, sections 2 and 7.1).
		 */
		MALFORMED,

		/**
		 * The algorithm or a critical header parameter is not accepted (RFC 8725, 3.1).
		 */
		ALGORITHM,

		/** The signature was not made by an accepted key. */
		SIGNATURE,

		/**
		 * The {@code typ} or {@code token_type} is that of another kind of token (RFC
		 * 8725, 3.11).
		 */
		TYPE,

		/**
		 * The token is an ID token, by a claim that only such tokens have (OpenID Connect
		 * Core 1.0, section 2).
		 */
		ID_TOKEN,

		/** The {@code exp} has passed (RFC 7519, 4.1.4). */
		EXPIRED,

		/** The {@code nbf} has not been reached, or the {@code iat} is in the future. */
		NOT_YET_VALID,

		/**
		 * The issuer is not an accepted one (RFC 7519, 4.1.1). With several issuers, this
		 * is checked before the signature, since the issuer determines the keys.
		 */
		ISSUER,

		/** The audience is not an accepted one (RFC 7519, 4.1.3). */
		AUDIENCE,

		/** A required claim is missing or malformed. */
		CLAIM,

		/** A validator of the application refuses the token. */
		VALIDATOR,

		/** The token, or its session, was revoked. */
		REVOKED

	}

}
