package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * The checked bytes of a shared secret.
 */
final class Secret {

	private static final String BASE64_PREFIX = "base64:";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.-]+)[^}]*}");

	private static final Pattern INVISIBLE_END = Pattern.compile("\\A[\\p{Z}\\p{Cc}\\p{Cf}]|[\\p{Z}\\p{Cc}\\p{Cf}]\\z");

	private static final int GENERATED_LENGTH = 64;

	private static final int FEW_DISTINCT_BYTES = 8;

	private final byte[] bytes;

	private Secret(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Reads a secret.
	 * @param property the property with the secret, named in errors
	 * @param value the text of the secret
	 * @param algorithm the algorithm that the secret is used with
	 * @return the secret
	 * @throws KeyConfigurationException if the secret must not be used
	 */
	static Secret parse(String property, String value, JWSAlgorithm algorithm) {
		Matcher placeholder = PLACEHOLDER.matcher(value);
		if (placeholder.find()) {
			throw new KeyConfigurationException(
					"%s holds a placeholder that was not replaced: %s is not set.".formatted(property,
							placeholder.group(1)),
					"Set the variable %s, or remove it from %s. A new secret is made with 'openssl rand -base64 48'."
						.formatted(placeholder.group(1), property));
		}
		String text = withoutPrefix(value);
		if (INVISIBLE_END.matcher(value).find() || INVISIBLE_END.matcher(text).find()) {
			throw new KeyConfigurationException("%s begins or ends with a blank or a line break.".formatted(property),
					"Remove the blank or line break. The usual cause is a file with a line break at its end: write the file"
							+ " without one, for instance with \"openssl rand -base64 48 | tr -d '\\n' > secret.txt\", or import it with"
							+ " spring.config.import=configtree:, which removes that line break. If the blank is really"
							+ " a part of the secret, write the secret in base64, with the prefix base64:.");
		}
		byte[] bytes = value.startsWith(BASE64_PREFIX) ? decode(property, text) : text.getBytes(StandardCharsets.UTF_8);
		int required = minimumLength(algorithm);
		if (WellKnownSecrets.contain(bytes)) {
			throw refuse(property, "is a well-known placeholder that everybody can sign with", algorithm);
		}
		if (bytes.length < required) {
			throw refuse(property, "is too short: it has %d bytes, %s needs at least %d (RFC 7518, section 3.2)"
				.formatted(bytes.length, algorithm, required), algorithm);
		}
		if (SecretPatterns.areIn(bytes)) {
			throw refuse(property, "has a pattern that can be guessed: a repeated text, or consecutive characters",
					algorithm);
		}
		return new Secret(bytes);
	}

	/**
	 * Reads a list of secrets. A blank text counts as not set.
	 * @param property the property with the secrets, named in errors
	 * @param values the texts of the secrets
	 * @param algorithm the algorithm that the secrets are used with
	 * @return the secrets
	 * @throws KeyConfigurationException if one of the secrets must not be used
	 */
	static List<Secret> parseAll(String property, List<String> values, JWSAlgorithm algorithm) {
		List<Secret> secrets = new ArrayList<>();
		for (int i = 0; i < values.size(); i++) {
			if (!values.get(i).isBlank()) {
				secrets.add(parse("%s[%d]".formatted(property, i), values.get(i), algorithm));
			}
		}
		return secrets;
	}

	/**
	 * Returns the text of a secret without the prefix for its encoding.
	 * @param value the text
	 * @return the text after the prefix, or the whole text if there is no prefix
	 */
	static String withoutPrefix(String value) {
		return value.startsWith(BASE64_PREFIX) ? value.substring(BASE64_PREFIX.length()) : value;
	}

	static Secret generate() {
		byte[] bytes = new byte[GENERATED_LENGTH];
		new SecureRandom().nextBytes(bytes);
		return new Secret(bytes);
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns whether the secret is made of so few different bytes that it is hardly
	 * random.
	 * @return {@code true} for a secret that deserves a warning
	 */
	boolean isMonotonous() {
		boolean[] seen = new boolean[256];
		int distinct = 0;
		for (byte value : this.bytes) {
			distinct += (!seen[value & 0xff]) ? 1 : 0;
			seen[value & 0xff] = true;
		}
		return distinct < FEW_DISTINCT_BYTES;
	}

	private static byte[] decode(String property, String text) {
		try {
			return (text.indexOf('-') >= 0 || text.indexOf('_') >= 0) ? Base64.getUrlDecoder().decode(text)
					: Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new KeyConfigurationException(
					"%s starts with base64: but what follows is not base64.".formatted(property),
					"Remove the prefix if the text itself is the secret, or correct what follows it. A new secret is made"
							+ " with 'openssl rand -base64 48'.");
		}
	}

	private static KeyConfigurationException refuse(String property, String reason, JWSAlgorithm algorithm) {
		int length = Math.max(48, minimumLength(algorithm));
		return new KeyConfigurationException("%s %s.".formatted(property, reason),
				"Make a secret with 'openssl rand -base64 %d' and hand it over in an environment variable, for instance"
					.formatted(length)
						+ " %s=${%s}. %s".formatted(property, isOfTokens(property) ? "JWT_SECRET" : "KEY_SECRET",
								isOfTokens(property) ? "Every service that shares the tokens needs the same one."
										: "Only the instances of this service need it."));
	}

	private static boolean isOfTokens(String property) {
		return !property.contains("encryption-secret");
	}

	private static int minimumLength(JWSAlgorithm algorithm) {
		return switch (algorithm.getName()) {
			case "HS384" -> 48;
			case "HS512" -> 64;
			default -> 32;
		};
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Secret secret && MessageDigest.isEqual(this.bytes, secret.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "Secret[" + this.bytes.length + " bytes]";
	}

}
