package io.github.jwtsecurity.token;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches when the keys of at least one issuer are fetched. If the home
 * issuer has no key source, no issuer is accepted.
 */
final class OnFetchedKeySetCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		BuildTimeConditions.recordKeySource(context);
		List<KeySource> configured = KeySource.configured(context.getEnvironment());
		boolean matches = !configured.isEmpty()
				&& KeySource.all(context.getEnvironment()).anyMatch(KeySource::isFetched);
		return new ConditionOutcome(matches, ConditionMessage.forCondition("Fetched key set")
			.because("sources of the home issuer are " + configured));
	}

}
