package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.token.BuildTimeConditions;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches when {@code jwt-security.accounts.admin-authorities} is not
 * empty, as the properties record binds it.
 */
final class OnAdministrationCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		BuildTimeConditions.recordPresence(context, AdministrationProperties.PREFIX + ".admin-authorities");
		AdministrationProperties properties = Binder.get(context.getEnvironment())
			.bindOrCreate(AdministrationProperties.PREFIX, AdministrationProperties.class);
		return new ConditionOutcome(!properties.adminAuthorities().isEmpty(), ConditionMessage
			.of("jwt-security.accounts.admin-authorities is %s".formatted(properties.adminAuthorities())));
	}

}
