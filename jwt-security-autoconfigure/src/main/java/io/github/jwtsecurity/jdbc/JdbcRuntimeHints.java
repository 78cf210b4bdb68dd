package io.github.jwtsecurity.jdbc;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints for a native image: the scripts of the tables.
 */
final class JdbcRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("io/github/jwtsecurity/jdbc/migration/*/*.sql");
		hints.resources().registerPattern("io/github/jwtsecurity/jdbc/schema-*.sql");
	}

}
