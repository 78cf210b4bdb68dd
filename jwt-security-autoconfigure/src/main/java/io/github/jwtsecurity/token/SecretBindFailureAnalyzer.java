package io.github.jwtsecurity.token;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * A failure analyzer for a property that holds a secret and cannot be bound. It comes
 * before the general analyzers, because these print the value.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecretBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		SecretProperty property = SecretProperty.of(cause.getName());
		if (property == null) {
			return null;
		}
		return new FailureAnalysis("The property " + cause.getName() + " could not be bound.",
				"Set %s to %s.".formatted(cause.getName(), property.form()), cause);
	}

}
