package io.github.jwtsecurity.token;

import java.time.Duration;

/**
 * The lifetime of the access tokens of accounts.
 *
 * @param lifetime the time from {@code iat} to {@code exp}
 * @param clockSkew the additional time for which a verifier accepts a token, because its
 * clock may be off
 * @hidden
 */
public record AccessTokenLifetime(Duration lifetime, Duration clockSkew) {

	/**
	 * Returns the time for which a token is accepted after it was issued.
	 * @return the sum of the lifetime and the clock skew
	 */
	public Duration acceptedFor() {
		return this.lifetime.plus(this.clockSkew);
	}

}
