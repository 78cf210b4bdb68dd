package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.KeyEncryption;
import io.github.jwtsecurity.token.NewKeyPair;
import io.github.jwtsecurity.token.SigningKey;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The keys of one instance.
 *
 * @param keys the keys
 */
record TestKeys(RotatingKeys keys) {

	/** A lifetime that is shorter than that of the tokens of accounts. */
	static final Duration SHORT = Duration.ofMinutes(1);

	/** The lifetime of the tokens of accounts. */
	static final Duration LIFETIME = Duration.ofHours(24);

	static TestKeys of(DataSource dataSource, Clock clock, String... properties) {
		return of(dataSource, clock, LIFETIME, properties);
	}

	static TestKeys of(DataSource dataSource, Clock clock, Duration lifetime, String... properties) {
		Map<String, String> all = new HashMap<>(Map.of("encryption-secret", TestTokens.SECRET));
		for (String property : properties) {
			int end = property.indexOf('=');
			all.put(property.substring(0, end), property.substring(end + 1));
		}
		RotationProperties bound = new Binder(new MapConfigurationPropertySource(all))
			.bind("", RotationProperties.class)
			.get();
		KeyEncryption encryption = KeyEncryption.create("encryption-secret", bound.encryptionSecret(),
				"previous-encryption-secrets", bound.previousEncryptionSecrets());
		JdbcSigningKeyRepository repository = new JdbcSigningKeyRepository(dataSource);
		KeyRotation rotation = new KeyRotation(repository, bound, encryption,
				new AccessTokenLifetime(lifetime, Duration.ofSeconds(30)), clock);
		return new TestKeys(new RotatingKeys(new KeyReader(repository, encryption), rotation, encryption, clock));
	}

	TestKeys initialize() {
		return initialize(null);
	}

	/**
	 * Initializes keys that take over from another key, if it is not {@code null}.
	 */
	TestKeys initialize(SigningKey predecessor) {
		this.keys.initialize(predecessor);
		return this;
	}

	TestKeys rotate() {
		this.keys.rotate();
		return this;
	}

	/**
	 * Returns the id of the key that signs.
	 */
	String current() {
		return kid(this.keys.current(SHORT));
	}

	/**
	 * Returns the ids of the keys that are published.
	 */
	List<String> published() {
		return this.keys.publicKeys().getKeys().stream().map(JWK::getKeyID).toList();
	}

	/**
	 * Returns a key of a file.
	 */
	static SigningKey keyOfFile() {
		return SigningKey.of(NewKeyPair.generate(JWSAlgorithm.EdDSA), List.of(JWSAlgorithm.EdDSA));
	}

	/**
	 * Returns a new key pair in the form PKCS#8 (RFC 8410, section 7).
	 */
	static String newPem() {
		byte[] seed = ((OctetKeyPair) NewKeyPair.generate(JWSAlgorithm.EdDSA)).getDecodedD();
		byte[] encoded = HexFormat.of().parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(seed));
		return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
				+ "\n-----END PRIVATE KEY-----\n";
	}

	static String kid(SigningKey key) {
		return key.toString().replaceAll("SigningKey\\[kid=(.*), alg=.*]", "$1");
	}

}
