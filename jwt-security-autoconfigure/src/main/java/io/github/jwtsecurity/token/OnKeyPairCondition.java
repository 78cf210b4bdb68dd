package io.github.jwtsecurity.token;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches when this service has key pairs of its own.
 */
final class OnKeyPairCondition extends SpringBootCondition {

	private static final String PREFIX = "jwt-security.signing.";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		BuildTimeConditions.recordKeySource(context);
		BuildTimeConditions.recordPresence(context, PREFIX + "previous-key-locations");
		Binder binder = Binder.get(context.getEnvironment());
		boolean matches = Stream.of("key-location", "store").anyMatch((name) -> KeySource.isSet(binder, PREFIX + name))
				|| !binder.bind(PREFIX + "previous-key-locations", Bindable.listOf(String.class))
					.orElse(List.of())
					.isEmpty();
		return new ConditionOutcome(matches,
				ConditionMessage.forCondition("Key pair").because(PREFIX + "* is " + (matches ? "set" : "not set")));
	}

}
