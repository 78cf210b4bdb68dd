package io.github.jwtsecurity.jdbc;

import java.util.Locale;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

/**
 * The condition of {@link ConditionalOnChoice}.
 */
final class OnChoiceCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Map<String, Object> attributes = metadata.getAnnotationAttributes(ConditionalOnChoice.class.getName());
		Assert.state(attributes != null, "There is no annotation");
		String name = String.valueOf(attributes.get("name"));
		String value = Binder.get(context.getEnvironment()).bind(name, String.class).orElse("");
		String canonical = value.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
		return new ConditionOutcome(canonical.equals(attributes.get("choice")),
				ConditionMessage.of(name + " is '" + canonical + "'"));
	}

}
