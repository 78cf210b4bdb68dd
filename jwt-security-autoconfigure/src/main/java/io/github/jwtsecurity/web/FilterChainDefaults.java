package io.github.jwtsecurity.web;

import java.util.List;

import org.springframework.context.ApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CorsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;

/**
 * The defaults of all filter chains of the library, whether or not they read tokens.
 *
 * @hidden
 */
public final class FilterChainDefaults {

	private FilterChainDefaults() {
	}

	/**
	 * Sets the defaults. Later lines of the application may change them.
	 * @param http the builder of a filter chain
	 */
	public static void set(HttpSecurity http) {
		ProblemHandler problemHandler = context(http).getBean(ProblemHandler.class);
		http.csrf(AbstractHttpConfigurer::disable);
		http.logout(AbstractHttpConfigurer::disable);
		http.requestCache(AbstractHttpConfigurer::disable);
		// A policy that is set on the configurer of sessions would add a filter that
		// looks for a session.
		http.setSharedObject(SessionCreationPolicy.class, SessionCreationPolicy.STATELESS);
		http.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(problemHandler)
			.accessDeniedHandler(problemHandler));
	}

	/**
	 * Adds the filter for cross-origin requests if there are allowed origins, unless the
	 * application has configured one.
	 * @param http the builder of a filter chain
	 */
	@SuppressWarnings("unchecked")
	public static void addCorsFilter(HttpSecurity http) {
		ApplicationContext context = context(http);
		List<String> allowedOrigins = context.getBean(WebProperties.class).cors().allowedOrigins();
		if (!allowedOrigins.isEmpty() && http.getConfigurer(CorsConfigurer.class) == null) {
			http.addFilter(ProblemCorsProcessor.filter(allowedOrigins,
					context.getBeanProvider(FilterChainExtension.class).orderedStream().toList(),
					context.getBean(ProblemWriter.class), context.getBean(RefusedPreflightLog.class)));
		}
	}

	private static ApplicationContext context(HttpSecurity http) {
		return http.getSharedObject(ApplicationContext.class);
	}

}
