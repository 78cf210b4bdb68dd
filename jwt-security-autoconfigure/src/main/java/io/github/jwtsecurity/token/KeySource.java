package io.github.jwtsecurity.token;

import java.util.Arrays;
import java.util.List;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * A source of the keys that verify tokens.
 */
enum KeySource {

	SECRET("jwt-security.secret"),

	JWK_SET("jwt-security.jwk-set-uri"),

	PUBLIC_KEY("jwt-security.public-key-location"),

	BETTER_AUTH("jwt-security.better-auth.url");

	private static final BoundProperty GENERATE_SECRET = BoundProperty.of(VerificationProperties.class,
			"generate-secret");

	private final String property;

	KeySource(String property) {
		this.property = property;
	}

	/**
	 * Returns the configured key source.
	 * @param environment the application's environment
	 * @return the source; {@link #SECRET} also if a secret is to be generated
	 * @throws KeyConfigurationException if there is no source, or more than one
	 */
	static KeySource require(Environment environment) {
		List<KeySource> configured = configured(environment);
		if (configured.isEmpty()) {
			throw new KeyConfigurationException("No key source is set, so no token can be verified.",
					"Set jwt-security.secret, for instance to ${JWT_SECRET} with the output of 'openssl rand -base64 48'"
							+ " in that environment variable; or, for tokens of another issuer, one of %s. For development"
								.formatted(properties(List.of(JWK_SET, PUBLIC_KEY, BETTER_AUTH)))
							+ " alone, jwt-security.generate-secret=true makes a random secret.");
		}
		if (configured.size() > 1) {
			throw new KeyConfigurationException(
					"More than one key source is set: %s.".formatted(properties(configured)),
					"Keep the one that your tokens are signed with and remove the others.");
		}
		return configured.get(0);
	}

	/**
	 * Returns all configured key sources.
	 * @param environment the application's environment
	 * @return the sources; {@link #SECRET} alone if a secret is to be generated
	 */
	static List<KeySource> configured(Environment environment) {
		// Unlike the environment, the binder leaves a placeholder without a value as it
		// stands.
		Binder binder = Binder.get(environment);
		List<KeySource> configured = Arrays.stream(values())
			.filter((source) -> StringUtils.hasText(binder.bind(source.property, String.class).orElse(null)))
			.toList();
		if (configured.isEmpty() && GENERATE_SECRET.value(environment).equals(true)) {
			return List.of(SECRET);
		}
		return configured;
	}

	private static String properties(List<KeySource> sources) {
		return String.join(", ", sources.stream().map((source) -> source.property).toList());
	}

}
