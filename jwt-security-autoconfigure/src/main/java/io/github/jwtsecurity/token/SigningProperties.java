package io.github.jwtsecurity.token;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * Properties for the key pairs that sign the tokens of this service.
 *
 * @param keyLocation Location of a PEM file (PKCS#8) with the private key that signs:
 * Ed25519, EC or RSA. Its public key verifies and is published.
 * @param previousKeyLocations Locations of further private keys, whose public keys verify
 * and are published: former keys, and a key that will sign.
 * @param jwkSetPath Path of the published key set (RFC 7517), below the context path.
 * @param store Store of managed keys, which this service makes and rotates. There are no
 * managed keys when it is not set.
 */
@ConfigurationProperties("jwt-security.signing")
record SigningProperties(@Nullable Resource keyLocation, @DefaultValue List<Resource> previousKeyLocations,
		@DefaultValue("/.well-known/jwks.json") String jwkSetPath, @Nullable Store store) {

	private static final Pattern PATTERN = Pattern.compile("[*?{}]|/\\z");

	SigningProperties {
		Assert.isTrue(jwkSetPath.startsWith("/"), "jwt-security.signing.jwk-set-path must begin with /");
		Assert.isTrue(jwkSetPath.length() > 1 && !PATTERN.matcher(jwkSetPath).find(),
				"jwt-security.signing.jwk-set-path must be the path of one document, without a pattern and a slash at its end");
		DotSegments.refuse("jwt-security.signing.jwk-set-path", jwkSetPath);
	}

	/**
	 * A store of managed keys.
	 */
	enum Store {

		/** The table jwt_security_signing_key in the application's database. */
		JDBC

	}

}
