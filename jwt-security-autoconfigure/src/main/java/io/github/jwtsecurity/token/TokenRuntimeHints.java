package io.github.jwtsecurity.token;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints for a native image: the list of well-known secrets, the property that is read
 * by reflection, and the library that is optional.
 */
final class TokenRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("io/github/jwtsecurity/token/well-known-secrets.txt");
		hints.reflection().registerType(VerificationProperties.class, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		BouncyCastle.CLASSES.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		hints.reflection().registerTypeIfPresent(classLoader, PrivateKeyPem.BOUNCY_CASTLE);
	}

}
