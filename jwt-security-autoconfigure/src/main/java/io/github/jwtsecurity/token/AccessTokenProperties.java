package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The access tokens of accounts.
 *
 * @param accessTokenLifetime How long an access token of an account is valid, in whole
 * seconds.
 */
@ConfigurationProperties("jwt-security.accounts")
record AccessTokenProperties(@DefaultValue("24h") Duration accessTokenLifetime) {

	AccessTokenProperties {
		Assert.isTrue(accessTokenLifetime.toSeconds() >= 1,
				"jwt-security.accounts.access-token-lifetime must be at least a second");
	}

}
