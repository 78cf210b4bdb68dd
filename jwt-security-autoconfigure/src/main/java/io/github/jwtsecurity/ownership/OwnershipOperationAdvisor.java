package io.github.jwtsecurity.ownership;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.core.Ordered;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * An advisor that applies the user id rule to the arguments of Actuator operations. A
 * check of the path variables would not be enough: a query parameter or a member of the
 * body with the name of a {@link Selector} replaces its value, and a selector for all
 * remaining segments is not a path variable for Spring MVC.
 */
final class OwnershipOperationAdvisor implements OperationInvokerAdvisor, Ordered {

	private final Supplier<UserIdPathAuthorizationManager> authorizationManager;

	private final SecurityContextHolderStrategy securityContextHolderStrategy = SecurityContextHolder
		.getContextHolderStrategy();

	OwnershipOperationAdvisor(Supplier<UserIdPathAuthorizationManager> authorizationManager) {
		this.authorizationManager = authorizationManager;
	}

	/**
	 * Returns the lowest precedence, which makes this advisor the outermost one, so that
	 * it also guards cached results.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		List<String> guarded = StreamSupport.stream(parameters.spliterator(), false)
			.filter((parameter) -> parameter.getAnnotation(Selector.class) != null)
			.map(OperationParameter::getName)
			.filter((name) -> this.authorizationManager.get().guards(List.of(name)))
			.toList();
		if (guarded.isEmpty()) {
			return invoker;
		}
		return (context) -> {
			guarded.forEach((name) -> check(name, context));
			return invoker.invoke(context);
		};
	}

	/**
	 * Checks an argument, unless the operation is invoked over JMX, where it has neither
	 * a security context nor a path.
	 */
	private void check(String name, InvocationContext context) {
		if (context.resolveArgument(SecurityContext.class) == SecurityContext.NONE) {
			return;
		}
		Map<String, String> pathVariable = Collections.singletonMap(name, single(context.getArguments().get(name)));
		AuthorizationDecision decision = this.authorizationManager.get()
			.decide(this.securityContextHolderStrategy.getContext().getAuthentication(), pathVariable);
		if (!decision.isGranted()) {
			throw new OwnershipDeniedException(decision);
		}
	}

	/**
	 * Returns the only text of an argument, or the empty text, which no user id equals.
	 */
	private static String single(@Nullable Object argument) {
		if (argument instanceof String[] segments && segments.length == 1) {
			return segments[0];
		}
		return (argument instanceof String text) ? text : "";
	}

}
