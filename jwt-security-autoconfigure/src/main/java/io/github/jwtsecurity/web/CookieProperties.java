package io.github.jwtsecurity.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tokens as cookies.
 *
 * @param enabled Whether tokens are also set as cookies, and taken from them.
 * @param refreshOnly Whether only the refresh token is.
 * @param secure Whether the cookies need HTTPS. Without it, for development over plain
 * HTTP, their names have no prefix. Always true with "jwt-security.web.require-https".
 */
@ConfigurationProperties("jwt-security.cookie")
record CookieProperties(@DefaultValue("false") boolean enabled, @DefaultValue("false") boolean refreshOnly,
		@DefaultValue("true") boolean secure) {

	CookieProperties requireHttps(boolean required) {
		return new CookieProperties(this.enabled, this.refreshOnly, this.secure || required);
	}

}
