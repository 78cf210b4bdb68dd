package io.github.jwtsecurity.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties for the filter chain.
 *
 * @param permitAll Requests that need no token: a path pattern such as "/public/**", or
 * one with a method before it such as "GET /news/**". Everything else needs a token.
 * @param actuatorAuthorities Authorities that give access to Actuator endpoints other
 * than health. One of them is sufficient. When empty, nobody has access.
 * @param requireHttps Whether plain HTTP is refused. Cookies with tokens then always
 * require HTTPS too.
 * @param problemDetails Whether errors of the application's own Spring MVC handlers, and
 * of requests without a handler, have the form of the library's refusals.
 * @param cors Cross-origin requests.
 */
@ConfigurationProperties("jwt-security.web")
record WebProperties(@DefaultValue List<PermitRule> permitAll, @DefaultValue Set<String> actuatorAuthorities,
		@DefaultValue("false") boolean requireHttps, @DefaultValue("false") boolean problemDetails,
		@DefaultValue Cors cors) {

	WebProperties {
		Assert.isTrue(actuatorAuthorities.stream().noneMatch(String::isBlank),
				"jwt-security.web.actuator-authorities must not have blank values");
	}

	/**
	 * Properties for cross-origin requests.
	 *
	 * @param allowedOrigins Exact origins that a browser may call from, such as
	 * "https://app.example.com", as a browser sends them: in lower case and without the
	 * default port. No wildcard.
	 */
	record Cors(@DefaultValue List<String> allowedOrigins) {

		private static final Pattern DEFAULT_PORT = Pattern.compile("https://.*:443|http://.*:80");

		Cors {
			allowedOrigins.forEach(Cors::checkOrigin);
		}

		private static void checkOrigin(String origin) {
			Assert.isTrue(isOrigin(origin), () -> "jwt-security.web.cors.allowed-origins: " + origin
					+ " is not an exact origin such as https://app.example.com, in lower case and without path, wildcard"
					+ " and default port");
		}

		/**
		 * Returns whether a text is an origin in the form in which a browser sends it.
		 */
		static boolean isOrigin(String origin) {
			try {
				URI uri = URI.create(origin);
				String port = (uri.getPort() >= 0) ? ":" + uri.getPort() : "";
				String exact = (uri.getScheme() + "://" + uri.getHost() + port).toLowerCase(Locale.ROOT);
				return uri.getHost() != null && origin.equals(exact) && !DEFAULT_PORT.matcher(origin).matches();
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

	}

}
