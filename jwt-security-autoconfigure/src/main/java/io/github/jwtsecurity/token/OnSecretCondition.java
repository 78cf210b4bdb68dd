package io.github.jwtsecurity.token;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * The condition behind {@link ConditionalOnSecret}.
 */
final class OnSecretCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSecret.class);
		Environment environment = context.getEnvironment();
		if (StringUtils.hasText(environment.getProperty("jwt-security.secret"))) {
			return ConditionOutcome.match(message.because("jwt-security.secret is set"));
		}
		if (environment.getProperty("jwt-security.generate-secret", Boolean.class, false)) {
			return ConditionOutcome.match(message.because("jwt-security.generate-secret is on"));
		}
		return ConditionOutcome.noMatch(message.because("there is no secret"));
	}

}
