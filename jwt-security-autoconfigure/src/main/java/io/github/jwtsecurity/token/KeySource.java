package io.github.jwtsecurity.token;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * A source of the keys that verify tokens.
 */
enum KeySource {

	SECRET("secret"),

	SIGNING_KEY("signing.key-location"),

	SIGNING_STORE("signing.store"),

	JWK_SET("jwk-set-uri"),

	PUBLIC_KEY("public-key-location"),

	BETTER_AUTH("better-auth.url"),

	SUPABASE("supabase.url"),

	ISSUER_URI("issuer-uri");

	/** The prefix of the properties of the home issuer. */
	static final String PREFIX = "jwt-security";

	private static final BoundProperty GENERATE_SECRET = BoundProperty.of(VerificationProperties.class,
			"generate-secret");

	private static final List<KeySource> OF_OTHERS = List.of(JWK_SET, PUBLIC_KEY, BETTER_AUTH, SUPABASE, ISSUER_URI);

	/** The sources of a further issuer, whose tokens this service never signs. */
	private static final List<KeySource> OF_ENTRIES = Stream.concat(OF_OTHERS.stream(), Stream.of(SECRET)).toList();

	private final String property;

	KeySource(String property) {
		this.property = property;
	}

	/**
	 * Returns the source of the keys of the home issuer.
	 * @param environment the application's environment
	 * @return the source; {@link #SECRET} also if a secret is to be generated
	 * @throws KeyConfigurationException if there is no source, or more than one
	 */
	static KeySource require(Environment environment) {
		List<KeySource> configured = configured(environment);
		if (configured.isEmpty()) {
			throw new KeyConfigurationException(IssuerNames.of(environment).isEmpty()
					? "No key source is set, so no token can be verified."
					: "Only further issuers have a key source. The home issuer, whose properties are directly below jwt-security, has none.",
					"Set jwt-security.secret, for instance to ${JWT_SECRET} with the output of 'openssl rand -base64 48'"
							+ " in that environment variable, jwt-security.signing.key-location or jwt-security.signing.store; or, for tokens of another"
							+ " issuer, one of %s. For development alone, jwt-security.generate-secret=true makes a random secret."
								.formatted(properties(PREFIX, OF_OTHERS)));
		}
		return single(PREFIX, configured);
	}

	/**
	 * Returns the source of the keys of a further issuer.
	 * @param environment the application's environment
	 * @param prefix the prefix of its properties
	 * @return the source
	 * @throws KeyConfigurationException if there is no source, or more than one
	 */
	static KeySource require(Environment environment, String prefix) {
		List<KeySource> configured = configured(environment, prefix, OF_ENTRIES);
		if (configured.isEmpty()) {
			throw new KeyConfigurationException("%s has no key source.".formatted(prefix),
					"Set one of %s.".formatted(properties(prefix, OF_ENTRIES)));
		}
		return single(prefix, configured);
	}

	private static KeySource single(String prefix, List<KeySource> configured) {
		if (configured.size() > 1) {
			throw new KeyConfigurationException(
					"More than one key source is set: %s.".formatted(properties(prefix, configured)),
					"Keep the one that your tokens are signed with and remove the others. To accept tokens of a former secret as well,"
							+ " move it to %s.previous-secrets.".formatted(prefix));
		}
		return configured.get(0);
	}

	/**
	 * Returns all configured key sources of the home issuer. A key that signs until the
	 * managed keys take over does not count.
	 * @param environment the application's environment
	 * @return the sources; {@link #SECRET} alone if a secret is to be generated
	 */
	static List<KeySource> configured(Environment environment) {
		List<KeySource> configured = configured(environment, PREFIX, Arrays.asList(values()));
		if (configured.isEmpty() && GENERATE_SECRET.value(environment).equals(true)) {
			return List.of(SECRET);
		}
		boolean takenOver = configured.contains(SIGNING_STORE) && configured.size() == 2
				&& (configured.contains(SECRET) || configured.contains(SIGNING_KEY));
		return takenOver ? List.of(SIGNING_STORE) : configured;
	}

	private static List<KeySource> configured(Environment environment, String prefix, List<KeySource> possible) {
		Binder binder = Binder.get(environment);
		return possible.stream().filter((source) -> isSet(binder, prefix + "." + source.property)).toList();
	}

	/**
	 * Returns whether a property has a value that is not blank. Unlike the environment,
	 * the binder leaves a placeholder without a value as it stands.
	 */
	static boolean isSet(Binder binder, String property) {
		return StringUtils.hasText(binder.bind(property, String.class).orElse(null));
	}

	/**
	 * Returns the configured key sources of all issuers.
	 * @param environment the application's environment
	 * @return the sources of the home issuer, and then those of the further issuers
	 */
	static Stream<KeySource> all(Environment environment) {
		return Stream.concat(configured(environment).stream(),
				IssuerNames.of(environment)
					.stream()
					.flatMap((name) -> configured(environment, IssuerNames.prefix(name), OF_ENTRIES).stream()));
	}

	/**
	 * Returns whether this service signs tokens with keys of this source.
	 */
	boolean isOwn() {
		return this == SECRET || this == SIGNING_KEY || this == SIGNING_STORE;
	}

	/**
	 * Returns whether keys of this source are fetched from the issuer.
	 */
	boolean isFetched() {
		return !isOwn() && this != PUBLIC_KEY;
	}

	/**
	 * Returns the name of the source in reports, such as {@code jwk-set}.
	 */
	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static String properties(String prefix, List<KeySource> sources) {
		return String.join(", ", sources.stream().map((source) -> prefix + "." + source.property).toList());
	}

}
