package io.github.jwtsecurity.token;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition for {@link ConditionalOnKeySource}.
 */
final class OnKeySourceCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		KeySource[] wanted = metadata.getAnnotations()
			.get(ConditionalOnKeySource.class)
			.getEnumArray("value", KeySource.class);
		BuildTimeConditions.recordKeySource(context);
		List<KeySource> configured = KeySource.configured(context.getEnvironment());
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnKeySource.class)
			.because("configured are " + configured);
		boolean matches = (wanted.length == 0) ? !configured.isEmpty()
				: configured.stream().anyMatch(List.of(wanted)::contains);
		return new ConditionOutcome(matches, message);
	}

}
