package io.github.jwtsecurity.account.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.token.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The format of the hashes of Keycloak, as one JSON object with the two columns that
 * Keycloak stores: {@code {"credential_data":…,"secret_data":…}}. The algorithm is
 * PBKDF2, or Argon2 since Keycloak 25.
 */
final class KeycloakHashFormat extends ForeignHashFormat {

	private static final Map<String, Pbkdf2> PBKDF2 = Map.of("pbkdf2", Pbkdf2.SHA_1, "pbkdf2-sha256", Pbkdf2.SHA_256,
			"pbkdf2-sha512", Pbkdf2.SHA_512);

	private static final Map<String, Integer> ARGON2_VERSIONS = Map.of("1.0", 16, "1.3", 19);

	private static final int MIN_KEY_LENGTH = 16;

	private static final int MAX_KEY_LENGTH = 64;

	private final HashFormat argon2;

	/**
	 * Creates a format.
	 * @param argon2 the format of the hashes that Keycloak created with Argon2
	 */
	KeycloakHashFormat(HashFormat argon2) {
		this.argon2 = argon2;
	}

	@Override
	@Nullable ForeignHash read(String hash) {
		Map<String, Object> columns = StrictJson.parse(hash.getBytes(StandardCharsets.UTF_8));
		if (columns == null || !(columns.get("credential_data") instanceof Map<?, ?> credential)
				|| !(columns.get("secret_data") instanceof Map<?, ?> secret)
				|| !(credential.get("hashIterations") instanceof Integer iterations)) {
			return null;
		}
		byte[] salt = decode(secret.get("salt"));
		byte[] key = decode(secret.get("value"));
		if (salt.length == 0 || key.length < MIN_KEY_LENGTH || key.length > MAX_KEY_LENGTH || iterations < 1) {
			return null;
		}
		if ("argon2".equals(credential.get("algorithm"))) {
			return argon2(credential.get("additionalParameters"), iterations, salt, key);
		}
		Pbkdf2 pbkdf2 = PBKDF2.get(String.valueOf(credential.get("algorithm")));
		if (pbkdf2 == null || !pbkdf2.isAffordable(iterations, key.length)) {
			return null;
		}
		return (password) -> MessageDigest.isEqual(pbkdf2.derive(password, salt, iterations, key.length), key);
	}

	private @Nullable ForeignHash argon2(@Nullable Object parameters, int passes, byte[] salt, byte[] key) {
		if (!(parameters instanceof Map<?, ?> values)) {
			return null;
		}
		String text = "$argon2%s$v=%s$m=%s,t=%d,p=%s$%s$%s".formatted(first(values, "type"),
				ARGON2_VERSIONS.get(first(values, "version")), first(values, "memory"), passes,
				first(values, "parallelism"), encode(salt), encode(key));
		return (this.argon2.strength(text) != Strength.UNREADABLE)
				? (password) -> this.argon2.encoder().matches(password, text) : null;
	}

	/**
	 * Returns the first value of a parameter, which has a list of values.
	 */
	private static String first(Map<?, ?> parameters, String name) {
		return (parameters.get(name) instanceof List<?> values && !values.isEmpty()) ? String.valueOf(values.get(0))
				: "";
	}

	private static byte[] decode(@Nullable Object text) {
		return (text instanceof String base64 && HashText.isBase64(base64)) ? Base64.getDecoder().decode(base64)
				: new byte[0];
	}

	private static String encode(byte[] bytes) {
		return Base64.getEncoder().withoutPadding().encodeToString(bytes);
	}

}
