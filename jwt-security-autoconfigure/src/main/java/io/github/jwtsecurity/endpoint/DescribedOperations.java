package io.github.jwtsecurity.endpoint;

import java.util.Set;

import io.github.jwtsecurity.openapi.LibraryDescription;
import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.web.method.HandlerMethod;

/**
 * A customizer that describes the operations of {@link AccountEndpoint} classes as the
 * library's own description does, since their methods read requests and write responses
 * themselves.
 */
final class DescribedOperations implements GlobalOperationCustomizer {

	/** The operations that read a refresh token from the body or from its cookie. */
	private static final Set<String> WITH_REFRESH_TOKEN = Set.of("/refresh", "/logout");

	private final LibraryDescription description;

	private final CookieSchemes cookieSchemes;

	DescribedOperations(LibraryDescription description, CookieSchemes cookieSchemes) {
		this.description = description;
		this.cookieSchemes = cookieSchemes;
	}

	@Override
	public Operation customize(Operation operation, HandlerMethod handlerMethod) {
		AccountOperation declaration = handlerMethod.getMethodAnnotation(AccountOperation.class);
		Operation described = (declaration != null)
				? this.description.operation(declaration.method().name(), declaration.path()) : null;
		if (declaration == null || described == null) {
			return operation;
		}
		if (WITH_REFRESH_TOKEN.contains(declaration.path())) {
			this.cookieSchemes.addRefreshCookie(described);
		}
		return described;
	}

}
