package io.github.jwtsecurity.token;

import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for the verifiers with the vectors of the project Wycheproof, with Bouncy Castle
 * and without.
 */
class WycheproofTests {

	private static final String TOKENS = "json_web_signature_test.json";

	private static final String KEYS = "json_web_key_test.json";

	/** A set of secrets, which the library refuses. They are properties instead. */
	private static final Set<Integer> SETS_OF_SECRETS = Set.of(2);

	/** Valid signatures that JDK 17 refuses. */
	private static final Map<String, Set<Integer>> REFUSED_BY_OLD_JDK = Map.of("ecdsa_secp256r1_sha256_p1363_test.json",
			Set.of(115, 257), "ecdsa_secp384r1_sha384_p1363_test.json", Set.of(147, 275),
			"ecdsa_secp521r1_sha512_p1363_test.json", Set.of(184, 313));

	@BeforeAll
	static void requireVectors() {
		assumeThat(Files.isDirectory(WycheproofVectors.DIRECTORY))
			.as("The vectors of Wycheproof are missing in %s, so they are skipped",
					WycheproofVectors.DIRECTORY.toAbsolutePath().normalize())
			.isTrue();
	}

	static Stream<String> files() {
		return Stream.of("ecdsa_secp256r1_sha256_p1363_test.json", "ecdsa_secp384r1_sha384_p1363_test.json",
				"ecdsa_secp521r1_sha512_p1363_test.json", "ed25519_test.json", "rsa_signature_2048_sha256_test.json",
				"rsa_pss_2048_sha256_mgf1_32_test.json", "hmac_sha256_test.json", TOKENS, KEYS);
	}

	@ParameterizedTest
	@MethodSource("files")
	void verifyWhenBouncyCastleThenStatedOutcomes(String file) {
		assertThat(new WycheproofVectors().apply(file)).isEqualTo(expectedDifferences(file));
	}

	@ParameterizedTest
	@MethodSource("files")
	void verifyWhenNoBouncyCastleThenStatedOutcomes(String file) throws ReflectiveOperationException {
		Function<String, Set<Integer>> vectors = WithoutBouncyCastle.create(WycheproofVectors.class);
		boolean oldJdk = Runtime.version().feature() < 25;
		Set<Integer> refused = oldJdk ? REFUSED_BY_OLD_JDK.getOrDefault(file, Set.of()) : Set.of();
		Set<Integer> differences = vectors.apply(file)
			.stream()
			.filter((id) -> !refused.contains(id))
			.collect(Collectors.toSet());
		assertThat(differences).isEqualTo(expectedDifferences(file));
	}

	private static Set<Integer> expectedDifferences(String file) {
		return switch (file) {
			case TOKENS -> WycheproofVectors.corrected();
			case KEYS -> SETS_OF_SECRETS;
			default -> Set.of();
		};
	}

}
