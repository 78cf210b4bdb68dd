package io.github.jwtsecurity.token;

import java.util.Arrays;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * A factory of key derivations for the tests of other packages.
 */
public final class TestKeyDerivation {

	private TestKeyDerivation() {
	}

	/**
	 * Creates a key derivation from secrets, the current one first.
	 */
	public static KeyDerivation of(String... secrets) {
		return new KeyDerivation(Arrays.stream(secrets)
			.map((secret) -> Secret.parse("jwt-security.secret", secret, JWSAlgorithm.HS256).bytes())
			.toList());
	}

}
