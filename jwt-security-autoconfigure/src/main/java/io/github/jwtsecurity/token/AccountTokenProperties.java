package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whether there are accounts, and the access tokens that they get.
 *
 * @param enabled Whether this service has accounts, with signup, login and the rest. It
 * needs jwt-security.secret and a DataSource.
 * @param accessTokenLifetime How long an access token of an account is valid, in whole
 * seconds.
 */
@ConfigurationProperties("jwt-security.accounts")
record AccountTokenProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("24h") Duration accessTokenLifetime) {

	AccountTokenProperties {
		Assert.isTrue(accessTokenLifetime.toSeconds() >= 1,
				"jwt-security.accounts.access-token-lifetime must be at least a second");
	}

}
