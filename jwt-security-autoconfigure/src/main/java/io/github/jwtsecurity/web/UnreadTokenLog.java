package io.github.jwtsecurity.web;

import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.StringUtils;

/**
 * A listener that logs refused requests with a bearer token that their filter chain does
 * not read.
 */
final class UnreadTokenLog implements ApplicationListener<AuthorizationDeniedEvent<?>> {

	private static final Log logger = LogFactory.getLog(UnreadTokenLog.class);

	private final AuthenticationTrustResolver trustResolver = new AuthenticationTrustResolverImpl();

	@Override
	public void onApplicationEvent(AuthorizationDeniedEvent<?> event) {
		if (logger.isDebugEnabled() && event.getObject() instanceof HttpServletRequest request
				&& request.getDispatcherType() == DispatcherType.REQUEST
				&& !this.trustResolver.isAuthenticated(event.getAuthentication().get()) && hasToken(request)) {
			logger.debug(("Refused %s %s, whose bearer token was not read: its SecurityFilterChain lacks the line"
					+ " http.with(JwtSecurityConfigurer.jwtSecurity())")
				.formatted(LogText.of(request.getMethod()), LogText.of(request.getRequestURI())));
		}
	}

	private static boolean hasToken(HttpServletRequest request) {
		try {
			return StringUtils.startsWithIgnoreCase(request.getHeader(HttpHeaders.AUTHORIZATION), "Bearer ");
		}
		catch (RequestRejectedException ex) {
			return false;
		}
	}

}
