package io.github.jwtsecurity.ownership;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * An exception resolver that answers a {@link UserIdRefusal}, and the denial of a method
 * that is {@link OwnedBy} another user. It comes before all exception handlers of the
 * application, which could turn the refusal into another response.
 */
final class UserIdRefusalResolver implements HandlerExceptionResolver, Ordered {

	private final AccessDeniedHandler accessDeniedHandler;

	UserIdRefusalResolver(AccessDeniedHandler accessDeniedHandler) {
		this.accessDeniedHandler = accessDeniedHandler;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception exception) {
		if (!(exception instanceof AccessDeniedException denied) || !isRefusal(denied)) {
			return null;
		}
		try {
			this.accessDeniedHandler.handle(request, response, denied);
			return new ModelAndView();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ServletException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isRefusal(AccessDeniedException denied) {
		return denied instanceof UserIdRefusal || (denied instanceof AuthorizationDeniedException refusal
				&& refusal.getAuthorizationResult() instanceof OwnershipDecision);
	}

}
