package io.github.jwtsecurity.token;

import java.time.Duration;

/**
 * How long an access token of an account lives.
 *
 * @param lifetime from its {@code iat} to its {@code exp}
 * @param clockSkew how much longer a verifier accepts it, because its clock may be off
 */
public record AccessTokenLifetime(Duration lifetime, Duration clockSkew) {

	/**
	 * Returns how long a token is accepted after it was issued.
	 * @return the sum of both
	 */
	public Duration acceptedFor() {
		return this.lifetime.plus(this.clockSkew);
	}

}
