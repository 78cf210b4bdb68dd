package io.github.jwtsecurity.test;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwtsecurity.token.ConfiguredIssuer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The properties that replace the key sources of other services by generated keys. The
 * accepted issuer, audiences and user id claim stay the same, including those that follow
 * from a preset.
 */
final class KeySourceOverrides {

	private static final String SECRET = "jwt-security.secret";

	private static final int SECRET_BYTES = 48;

	private KeySourceOverrides() {
	}

	/**
	 * Adds the properties to an environment, with the highest precedence, so that a
	 * property that is set to a blank value does not hide them.
	 * @param environment the environment of the application under test
	 * @param keys the generated keys, to which those of the issuers are added
	 */
	static void apply(ConfigurableEnvironment environment, TestKeys keys) {
		applySecret(environment);
		Map<String, Object> properties = new LinkedHashMap<>();
		ConfiguredIssuer.all(environment).forEach((issuer) -> properties.putAll(of(issuer, environment, keys)));
		add("Keys", properties, environment);
	}

	/**
	 * Sets a random secret if the home issuer has no key source, or only a secret whose
	 * placeholder has no value.
	 * @param environment the environment of the application under test
	 */
	static void applySecret(ConfigurableEnvironment environment) {
		Collection<String> sources = ConfiguredIssuer.homeSources(environment);
		boolean unresolved = sources.equals(Set.of("secret")) && isUnresolved(SECRET, environment);
		if (sources.isEmpty() || unresolved) {
			add("Secret", Map.of(SECRET, secret()), environment);
		}
	}

	/**
	 * Replaces a signing store, which needs a database, by a random secret.
	 * @param environment the environment of the application under test
	 */
	static void removeSigningStore(ConfigurableEnvironment environment) {
		if (ConfiguredIssuer.homeSources(environment).contains("signing-store")) {
			add("Store", Map.of("jwt-security.signing.store", ""), environment);
		}
	}

	private static void add(String name, Map<String, Object> properties, ConfigurableEnvironment environment) {
		environment.getPropertySources().addFirst(new MapPropertySource("jwtSecurityTest" + name, properties));
	}

	private static boolean isUnresolved(String property, ConfigurableEnvironment environment) {
		return Binder.get(environment).bind(property, String.class).orElse("").startsWith("${");
	}

	private static String secret() {
		byte[] secret = new byte[SECRET_BYTES];
		new SecureRandom().nextBytes(secret);
		return "base64:" + Base64.getEncoder().encodeToString(secret);
	}

	private static Map<String, Object> of(ConfiguredIssuer issuer, ConfigurableEnvironment environment, TestKeys keys) {
		String prefix = issuer.prefix() + ".";
		return switch (issuer.source()) {
			case "secret" ->
				isUnresolved(prefix + "secret", environment) ? Map.of(prefix + "secret", secret()) : Map.of();
			case "jwk-set" -> Map.of(prefix + "jwk-set-uri", keys.serveKeySet(issuer));
			case "public-key" -> Map.of(prefix + "public-key-location", keys.servePublicKey(issuer));
			case "better-auth" -> Map.of(prefix + "better-auth.jwk-set-uri", keys.serveKeySet(issuer));
			case "supabase" -> keySetInsteadOf(prefix + "supabase.url", issuer, keys);
			case "issuer-uri" -> keySetInsteadOf(prefix + "issuer-uri", issuer, keys);
			default -> Map.of();
		};
	}

	/**
	 * Replaces a source whose key set has no address of its own. The issuer, audiences
	 * and user id claim that followed from the source are set explicitly.
	 */
	private static Map<String, Object> keySetInsteadOf(String property, ConfiguredIssuer issuer, TestKeys keys) {
		String prefix = issuer.prefix() + ".";
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(property, "");
		properties.put(prefix + "jwk-set-uri", keys.serveKeySet(issuer));
		putIfPresent(prefix + "issuer", issuer.issuer(), properties);
		List<String> audiences = issuer.audiences();
		for (int i = 0; i < audiences.size(); i++) {
			properties.put(prefix + "audiences[" + i + "]", audiences.get(i));
		}
		properties.put((issuer.isHome() ? prefix + "token." : prefix) + "user-id-claim", issuer.userIdClaim());
		return properties;
	}

	private static void putIfPresent(String property, @Nullable String value, Map<String, Object> properties) {
		if (value != null) {
			properties.put(property, value);
		}
	}

}
