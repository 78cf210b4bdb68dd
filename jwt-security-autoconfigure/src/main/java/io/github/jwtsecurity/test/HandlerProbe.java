package io.github.jwtsecurity.test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;

/**
 * A probe that notices that a handler is about to run. Spring MVC looks for the adapter
 * of a handler after all interceptors have let the request pass, and asks this adapter
 * first, which supports no handler.
 */
final class HandlerProbe implements HandlerAdapter, Ordered {

	private final Set<String> handled = ConcurrentHashMap.newKeySet();

	/**
	 * Returns whether a handler ran for a request.
	 * @param id the value of the header of the request
	 */
	boolean hasSeen(String id) {
		return this.handled.contains(id);
	}

	@Override
	public boolean supports(Object handler) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
			String id = attributes.getRequest().getHeader(GuardedRequest.ID_HEADER);
			if (id != null) {
				this.handled.add(id);
			}
		}
		return false;
	}

	@Override
	public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		throw new UnsupportedOperationException("This adapter supports no handler");
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
