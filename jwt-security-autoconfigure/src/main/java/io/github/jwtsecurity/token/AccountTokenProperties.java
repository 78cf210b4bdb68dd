package io.github.jwtsecurity.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for accounts and their access tokens.
 *
 * @param enabled Whether this service has accounts, with endpoints for signup, login and
 * sessions. Requires a secret or a signing key, and a DataSource.
 * @param accessTokenLifetime Lifetime of an access token of an account, in whole seconds.
 * From 1s to 366d.
 */
@ConfigurationProperties("jwt-security.accounts")
record AccountTokenProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("24h") Duration accessTokenLifetime) {

	AccountTokenProperties {
		PropertyBounds.check("jwt-security.accounts.access-token-lifetime", accessTokenLifetime, "1s", "366d",
				"a stolen access token can be used for this long");
	}

}
