package io.github.jwtsecurity.endpoint;

import java.util.regex.Pattern;

import io.github.jwtsecurity.token.LogText;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for tokens in cookies.
 *
 * @param enabled Whether tokens are sent and accepted as cookies. Clients without cookies
 * can request tokens in the body.
 * @param defaultDelivery Delivery of the tokens of a signup or login that does not
 * request one, if cookies are enabled.
 * @param refreshOnly Whether only the refresh token is set as a cookie. The access token
 * is then in the body of the response.
 * @param secure Whether the cookies need HTTPS. Without it, for development over plain
 * HTTP, their names lack "__Host-", and other hosts can set them. Always true with
 * "jwt-security.web.require-https".
 * @param prefix Prefix of the names of the cookies, after "__Host-", for several services
 * on one host. At most 64 token characters (RFC 6265), of which the first is a letter or
 * a digit.
 * @param sameSite SameSite attribute of the cookies: strict if no request from another
 * site includes them, or lax if links from other sites do.
 */
@ConfigurationProperties("jwt-security.cookie")
record CookieProperties(@DefaultValue("false") boolean enabled, @DefaultValue("cookie") Delivery defaultDelivery,
		@DefaultValue("false") boolean refreshOnly, @DefaultValue("true") boolean secure,
		@DefaultValue("") String prefix, @DefaultValue("strict") SameSite sameSite) {

	/**
	 * The syntax of a prefix, whose first character is restricted because some user
	 * agents give names that begin with an underscore or a dollar sign a special meaning.
	 */
	private static final Pattern PREFIX = Pattern.compile("([0-9A-Za-z][!#$%&'*+.^_`|~0-9A-Za-z-]{0,63})?");

	CookieProperties {
		Assert.isTrue(PREFIX.matcher(prefix).matches(),
				() -> "jwt-security.cookie.prefix must have at most 64 characters, begin with a letter or a digit, and have"
						+ " only characters that are allowed in names of cookies (RFC 6265), such as shop-, but is "
						+ LogText.of(prefix));
	}

	CookieProperties requireHttps(boolean required) {
		return new CookieProperties(this.enabled, this.defaultDelivery, this.refreshOnly, this.secure || required,
				this.prefix, this.sameSite);
	}

	/**
	 * The deliveries that a signup or login can request.
	 */
	enum Delivery {

		/** The tokens are set as cookies. */
		COOKIE,

		/** The tokens are in the body of the response. */
		BODY

	}

	/**
	 * The requests from other sites that have the cookies. There is no constant for all
	 * requests, since pages of other sites could then send requests on behalf of the
	 * user.
	 */
	enum SameSite {

		/** The cookies are left out of all requests from other sites. */
		STRICT("Strict"),

		/** The cookies are only part of requests that follow a link to this site. */
		LAX("Lax");

		private final String attribute;

		SameSite(String attribute) {
			this.attribute = attribute;
		}

		/**
		 * Returns the value of the attribute of the cookie.
		 */
		String attribute() {
			return this.attribute;
		}

	}

}
