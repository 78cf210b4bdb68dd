package io.github.jwtsecurity.web;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether HTTPS is required, read as {@link WebProperties} reads it: {@code on} is as
 * good as {@code true}, and what is neither true nor false fails the start.
 */
final class OnRequireHttpsCondition extends SpringBootCondition {

	private static final String PROPERTY = "jwt-security.web.require-https";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean required = Binder.get(context.getEnvironment()).bind(PROPERTY, Boolean.class).orElse(false);
		return new ConditionOutcome(required, ConditionMessage.of(PROPERTY + " is " + required));
	}

}
