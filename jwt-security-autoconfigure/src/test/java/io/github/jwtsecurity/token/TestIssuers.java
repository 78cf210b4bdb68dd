package io.github.jwtsecurity.token;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.TestTokens;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A factory of issuers as an application with some properties has them.
 */
final class TestIssuers {

	private TestIssuers() {
	}

	/**
	 * Returns the home issuer of an application with a secret and further properties.
	 */
	static IssuerDefinition home(Map<String, String> properties) {
		return definitions(properties).home();
	}

	static TrustedIssuers of(Map<String, String> properties, SignatureVerifier verifier, Clock clock) {
		IssuerDefinitions definitions = definitions(properties);
		return new TrustedIssuers(
				List.of(new TrustedIssuer(definitions.home(), verifier, new ClaimRules(definitions.home(),
						definitions.userIdClaim(definitions.home()), token(properties), clock))),
				List.of());
	}

	static SecretKeyRing keyRing(Map<String, String> properties) {
		IssuerDefinition home = home(properties);
		return SecretKeyRingFactory.create(home, SecretKeyRingFactory.secrets(home));
	}

	static TokenProperties token(Map<String, String> properties) {
		return Binder.get(environment(properties)).bindOrCreate("jwt-security.token", TokenProperties.class);
	}

	private static IssuerDefinitions definitions(Map<String, String> properties) {
		StandardEnvironment environment = environment(properties);
		return IssuerDefinitions.of(environment,
				Binder.get(environment).bindOrCreate("jwt-security", VerificationProperties.class), token(properties));
	}

	private static StandardEnvironment environment(Map<String, String> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("secret", Map.of("jwt-security.secret", TestTokens.SECRET)));
		environment.getPropertySources().addFirst(new MapPropertySource("properties", Map.copyOf(properties)));
		return environment;
	}

}
