package io.github.jwtsecurity.endpoint;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the endpoints that manage the accounts of other users.
 *
 * @param adminAuthorities Authorities that may manage the accounts of other users. One of
 * them is sufficient. When empty, there are no such endpoints.
 */
@ConfigurationProperties(AdministrationProperties.PREFIX)
record AdministrationProperties(@DefaultValue Set<String> adminAuthorities) {

	static final String PREFIX = "jwt-security.accounts";

	AdministrationProperties {
		Assert.isTrue(adminAuthorities.stream().noneMatch(String::isBlank),
				"jwt-security.accounts.admin-authorities must not have blank values");
	}

}
