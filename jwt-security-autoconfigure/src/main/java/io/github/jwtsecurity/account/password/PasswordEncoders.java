package io.github.jwtsecurity.account.password;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.github.jwtsecurity.account.password.PasswordProperties.Encoder;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * A factory of the encoder for stored passwords. The {@code {id}} before a hash names the
 * encoder that created it. A hash with an unknown id, or without an id and the name of
 * its algorithm, matches nothing.
 */
final class PasswordEncoders {

	static final String BOUNCY_CASTLE = "org.bouncycastle.crypto.generators.Argon2BytesGenerator";

	private static final String DJANGO = "django";

	private static final Map<Encoder, NewHashFormat> NEW_FORMATS = Map.of(Encoder.ARGON2, new Argon2HashFormat(),
			Encoder.BCRYPT, new BCryptHashFormat(), Encoder.SCRYPT, new SCryptHashFormat(), Encoder.PBKDF2,
			new Pbkdf2HashFormat());

	private static final Map<String, HashFormat> FOREIGN_FORMATS = Map.of("better-auth", new BetterAuthHashFormat(),
			DJANGO, new DjangoHashFormat(), "firebase", new FirebaseHashFormat(), "keycloak",
			new KeycloakHashFormat(format(Encoder.ARGON2)));

	/** The ids of encoders that the JDK and Spring Security provide on their own. */
	private static final Set<String> WITHOUT_BOUNCY_CASTLE = Set.of(Encoder.BCRYPT.id(), Encoder.PBKDF2.id(), DJANGO);

	private PasswordEncoders() {
	}

	static NewHashFormat format(Encoder encoder) {
		NewHashFormat format = NEW_FORMATS.get(encoder);
		Assert.state(format != null, "Each encoder has a format");
		return format;
	}

	/**
	 * Creates the encoder of new and stored hashes.
	 * @param current the encoder of new hashes
	 * @param classLoader the class loader, which may find Bouncy Castle
	 * @return an encoder that delegates to all available encoders
	 * @throws IllegalStateException if the encoder of new hashes is not available
	 */
	static DelegatingPasswordEncoder create(Encoder current, @Nullable ClassLoader classLoader) {
		return create(current, delegates(classLoader));
	}

	static DelegatingPasswordEncoder create(Encoder current, Map<String, PasswordEncoder> delegates) {
		PasswordEncoder delegate = delegates.get(current.id());
		Assert.state(delegate != null,
				() -> "jwt-security.accounts.password.encoder=" + current.id() + " needs Bouncy Castle. Add"
						+ " org.bouncycastle:bcprov-jdk18on, which jwt-security-starter includes, or set it to "
						+ Encoder.BCRYPT.id() + " or " + Encoder.PBKDF2.id());
		PasswordEncoder unreadable = new UnreadablePasswordEncoder(delegate, format(current).standIn());
		Map<String, PasswordEncoder> encoders = new HashMap<>();
		Map<HashFormat, PasswordEncoder> encodersByFormat = new HashMap<>();
		formats().forEach((id, format) -> {
			PasswordEncoder encoder = delegates.get(id);
			if (encoder != null) {
				PasswordEncoder strict = new StrictPasswordEncoder(encoder, format, unreadable);
				encoders.put(id, strict);
				encodersByFormat.put(format, strict);
			}
		});
		DelegatingPasswordEncoder delegating = new DelegatingPasswordEncoder(current.id(), encoders);
		delegating.setDefaultPasswordEncoderForMatches(new UnprefixedPasswordEncoder(encodersByFormat, unreadable));
		return delegating;
	}

	static Map<String, PasswordEncoder> delegates(@Nullable ClassLoader classLoader) {
		boolean bouncyCastle = ClassUtils.isPresent(BOUNCY_CASTLE, classLoader);
		Map<String, PasswordEncoder> delegates = new HashMap<>();
		formats().forEach((id, format) -> {
			if (bouncyCastle || WITHOUT_BOUNCY_CASTLE.contains(id)) {
				delegates.put(id, format.encoder());
			}
		});
		return delegates;
	}

	/**
	 * Returns all formats by their ids.
	 */
	private static Map<String, HashFormat> formats() {
		Map<String, HashFormat> formats = new HashMap<>(FOREIGN_FORMATS);
		NEW_FORMATS.forEach((encoder, format) -> formats.put(encoder.id(), format));
		return formats;
	}

}
