package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints for a native image: the method that expressions call, and the field of Jersey
 * that is read.
 */
final class OwnershipRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerType(OwnerAuthorization.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		hints.reflection()
			.registerTypeIfPresent(classLoader, JerseyContainers.TYPE, MemberCategory.ACCESS_DECLARED_FIELDS);
	}

}
