package io.github.jwtsecurity.ratelimit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.env.Environment;

/**
 * A warning that clients can choose the address by which they are limited.
 */
final class ForwardedHeaders {

	private static final Log logger = LogFactory.getLog(ForwardedHeaders.class);

	private static final String PROPERTY = "server.forward-headers-strategy";

	private ForwardedHeaders() {
	}

	static void warn(Environment environment) {
		String strategy = environment.getProperty(PROPERTY, "");
		if (strategy.strip().equalsIgnoreCase("framework")) {
			logger.warn("With " + PROPERTY
					+ "=framework, a client can choose its address with a header, and so avoid the"
					+ " rate limits by address. Set it to native, and server.tomcat.remoteip.internal-proxies to the addresses"
					+ " of your proxies, or have the proxy replace the headers Forwarded and X-Forwarded-For that it receives");
		}
	}

}
