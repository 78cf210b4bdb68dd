package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether there are accounts, and the access tokens that they get.
 *
 * @param enabled Whether this service has accounts, with signup, login and the rest. It
 * needs jwt-security.secret and a DataSource.
 * @param accessTokenLifetime How long an access token of an account is valid, in whole
 * seconds. From 1s to 366d.
 */
@ConfigurationProperties("jwt-security.accounts")
record AccountTokenProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("24h") Duration accessTokenLifetime) {

	AccountTokenProperties {
		PropertyBounds.check("jwt-security.accounts.access-token-lifetime", accessTokenLifetime, "1s", "366d",
				"an access token is good until it expires");
	}

}
