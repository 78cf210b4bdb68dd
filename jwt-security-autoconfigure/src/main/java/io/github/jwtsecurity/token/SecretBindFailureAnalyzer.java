package io.github.jwtsecurity.token;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains why a property that holds a secret could not be bound. It stands before the
 * general analyzers because they print the value.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecretBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final Set<ConfigurationPropertyName> SECRETS = Set.of(
			ConfigurationPropertyName.of("jwt-security.secret"),
			ConfigurationPropertyName.of("jwt-security.previous-secrets"));

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (SECRETS.stream().noneMatch((name) -> name.equals(cause.getName()) || name.isAncestorOf(cause.getName()))) {
			return null;
		}
		return new FailureAnalysis("The property " + cause.getName() + " could not be bound.",
				"Give jwt-security.secret one text, and jwt-security.previous-secrets a list of texts without gaps.",
				cause);
	}

}
