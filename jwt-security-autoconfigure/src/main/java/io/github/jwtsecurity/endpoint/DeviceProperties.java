package io.github.jwtsecurity.endpoint;

import java.time.Duration;

import io.github.jwtsecurity.token.PropertyBounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the recognition of devices.
 *
 * @param enabled Whether a login returns a device token, so that the failed logins of
 * others do not count against the device.
 * @param lifetime Lifetime of a device token, which each login renews. From 1d to 400d.
 */
@ConfigurationProperties("jwt-security.accounts.devices")
record DeviceProperties(@DefaultValue("true") boolean enabled, @DefaultValue("180d") Duration lifetime) {

	DeviceProperties {
		PropertyBounds.check("jwt-security.accounts.devices.lifetime", lifetime, "1d", "400d",
				"a shorter lifetime forgets devices in use, and browsers keep no cookie longer");
	}

}
