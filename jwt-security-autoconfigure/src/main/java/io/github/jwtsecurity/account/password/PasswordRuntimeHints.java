package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints for a native image: the list of common passwords, and the library that is
 * optional.
 */
final class PasswordRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt");
		hints.reflection().registerTypeIfPresent(classLoader, PasswordEncoders.BOUNCY_CASTLE);
	}

}
