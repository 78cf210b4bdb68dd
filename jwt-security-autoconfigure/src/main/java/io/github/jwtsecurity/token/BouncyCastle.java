package io.github.jwtsecurity.token;

import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.List;

import org.springframework.util.ClassUtils;

/**
 * The choice of the implementation that verifies signatures on elliptic curves. Bouncy
 * Castle is several times as fast as the JDK. It is used through its own API, not as a
 * provider, so nothing changes for other code of the application.
 */
final class BouncyCastle {

	/** The classes that have to be on the class path. */
	static final List<String> CLASSES = List.of("org.bouncycastle.math.ec.rfc8032.Ed25519",
			"org.bouncycastle.crypto.signers.ECDSASigner");

	private static final boolean PRESENT = CLASSES.stream()
		.allMatch((name) -> ClassUtils.isPresent(name, BouncyCastle.class.getClassLoader()));

	private static final String PROVIDER_OF_THE_JDK = "SunEC";

	private BouncyCastle() {
	}

	/**
	 * Returns whether Bouncy Castle verifies signatures. It replaces only the provider of
	 * the JDK. If the operator has put another provider before that one, for instance for
	 * FIPS 140, signatures are verified by that provider.
	 * @param algorithm the name of the algorithm of {@link Signature}
	 * @return {@code false} if the providers of the Java platform verify
	 */
	static boolean verifies(String algorithm) {
		return PRESENT && !hasInstalledProvider(algorithm);
	}

	private static boolean hasInstalledProvider(String algorithm) {
		try {
			return !Signature.getInstance(algorithm).getProvider().getName().equals(PROVIDER_OF_THE_JDK);
		}
		catch (NoSuchAlgorithmException ex) {
			return false;
		}
	}

}
