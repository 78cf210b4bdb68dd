package io.github.jwtsecurity.mail;

import io.github.jwtsecurity.token.BuildTimeConditions;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * A condition that matches if {@code jwt-security.mail.from} is set. An application may
 * have a {@code JavaMailSender} for other mail only.
 */
class OnMailFromCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String name = MailProperties.PREFIX + ".from";
		BuildTimeConditions.recordPresence(context, name);
		String from = Binder.get(context.getEnvironment()).bind(name, String.class).orElse("");
		return new ConditionOutcome(StringUtils.hasText(from), ConditionMessage.forCondition("Mail")
			.because(name + (StringUtils.hasText(from) ? " is set" : " is not set")));
	}

}
