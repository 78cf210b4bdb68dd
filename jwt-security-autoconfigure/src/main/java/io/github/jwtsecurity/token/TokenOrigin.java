package io.github.jwtsecurity.token;

import org.jspecify.annotations.Nullable;

/**
 * The issuer and the key that a token names. Nothing here is verified.
 *
 * @param issuer the issuer whose rules apply, {@code null} if it is not yet determined
 * @param givenKeyId the {@code kid} of the token, {@code null} if it has none
 */
record TokenOrigin(@Nullable TrustedIssuer issuer, @Nullable Object givenKeyId) {

	/** The text in place of a value that only the token has. */
	static final String UNKNOWN = "unknown";

	@Nullable String issuerName() {
		return (this.issuer != null) ? this.issuer.definition().name() : null;
	}

	/**
	 * Returns the id of the key if it is a key of the issuer. The text of any other
	 * {@code kid} is dropped, because a client could put a secret or a forged log line
	 * there.
	 */
	@Nullable String keyId() {
		if (this.givenKeyId == null) {
			return null;
		}
		return isKnown() ? HeaderText.of(this.givenKeyId) : UNKNOWN;
	}

	/**
	 * Returns whether the issuer has a key with the id now. This method does not wait for
	 * the issuer.
	 */
	boolean isKnown() {
		return this.issuer != null && this.givenKeyId != null
				&& this.issuer.verifier().keyIds().contains(this.givenKeyId);
	}

	/**
	 * Returns a text without the id, which may be anything.
	 */
	@Override
	public String toString() {
		return "TokenOrigin[issuer=" + issuerName() + "]";
	}

}
