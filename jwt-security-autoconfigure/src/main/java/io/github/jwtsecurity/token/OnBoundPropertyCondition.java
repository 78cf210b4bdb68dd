package io.github.jwtsecurity.token;

import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition for {@link ConditionalOnBoundProperty}, with the order of Spring Boot's
 * condition on properties.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
final class OnBoundPropertyCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Set<ConditionOutcome> outcomes = metadata
			.getMergedRepeatableAnnotationAttributes(ConditionalOnBoundProperty.class,
					ConditionalOnBoundProperties.class, false)
			.stream()
			.map((attributes) -> outcome(context, attributes))
			.collect(Collectors.toSet());
		return new ConditionOutcome(outcomes.stream().allMatch(ConditionOutcome::isMatch),
				ConditionMessage.of(outcomes.stream().map(ConditionOutcome::getConditionMessage).toList()));
	}

	private static ConditionOutcome outcome(ConditionContext context, AnnotationAttributes attributes) {
		BoundProperty property = BoundProperty.of(attributes.<Record>getClass("properties"),
				attributes.getString("name"));
		BuildTimeConditions.recordValue(context, property.name(), property.defaultValue());
		Object value = property.value(context.getEnvironment());
		return new ConditionOutcome(value.equals(property.parse(attributes.getString("havingValue"))),
				ConditionMessage.forCondition(ConditionalOnBoundProperty.class)
					.because(property.name() + " is " + value));
	}

}
