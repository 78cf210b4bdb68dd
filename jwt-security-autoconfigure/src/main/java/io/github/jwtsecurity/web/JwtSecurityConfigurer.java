package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * A configurer that gives a filter chain of the application everything that the default
 * chain has:
 *
 * <pre>
 * &#064;Bean
 * SecurityFilterChain api(HttpSecurity http) {
 *     http.with(JwtSecurityConfigurer.jwtSecurity());
 *     http.authorizeHttpRequests((requests) -&gt; requests.anyRequest().authenticated());
 *     return http.build();
 * }
 * </pre>
 *
 * <p>
 * That is: bearer tokens (RFC 6750), the user id rule, problem details (RFC 9457), CORS
 * as configured, no HTTP sessions, and no CSRF protection except that of the token
 * cookies, if they are enabled, since a token in a header needs none. The settings of the
 * application after this line take precedence, except over the user id rule and
 * {@code jwt-security.web.actuator-authorities}. A chain without rules of its own permits
 * the requests of {@code jwt-security.web.permit-all} and requires a token for all
 * others.
 */
public final class JwtSecurityConfigurer extends AbstractHttpConfigurer<JwtSecurityConfigurer, HttpSecurity> {

	private JwtSecurityConfigurer() {
	}

	/**
	 * Creates the configurer, to be given to {@link HttpSecurity#with}.
	 * @return a new configurer, for one chain
	 */
	public static JwtSecurityConfigurer jwtSecurity() {
		return new JwtSecurityConfigurer();
	}

	/**
	 * Sets the defaults at once, so that later lines of the application change them.
	 */
	@Override
	public void setBuilder(HttpSecurity http) {
		super.setBuilder(http);
		FilterChainDefaults.set(http);
	}

	@Override
	@SuppressWarnings("unchecked")
	public void init(HttpSecurity http) {
		JwtAuthenticationProvider provider = new JwtAuthenticationProvider(bean(http, JwtDecoder.class));
		provider.setJwtAuthenticationConverter(bean(http, UserIdAuthenticationConverter.class)::convert);
		http.authenticationProvider(provider);
		if (http.getConfigurer(AuthorizeHttpRequestsConfigurer.class) == null) {
			authorizeByDefault(http, bean(http, WebProperties.class).permitAll());
		}
		http.getConfigurer(AuthorizeHttpRequestsConfigurer.class).addObjectPostProcessor(new ErrorPage());
	}

	@Override
	@SuppressWarnings("unchecked")
	public void configure(HttpSecurity http) {
		http.addFilter(bearerTokenFilter(http));
		FilterChainDefaults.addCorsFilter(http);
		context(http).getBeanProvider(FilterChainExtension.class)
			.orderedStream()
			.forEach((extension) -> extension.addFilters(http));
		if (ActuatorRequestMatchers.isPresent()) {
			http.addFilterBefore(new ActuatorAuthorizationFilter(bean(http, WebProperties.class).actuatorAuthorities()),
					AuthorizationFilter.class);
		}
	}

	private static BearerTokenAuthenticationFilter bearerTokenFilter(HttpSecurity http) {
		ProblemHandler problemHandler = bean(http, ProblemHandler.class);
		BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
		converter.setBearerTokenResolver(new HeaderBearerTokenResolver());
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(
				http.getSharedObject(AuthenticationManager.class), converter);
		filter.setAuthenticationEntryPoint(problemHandler);
		filter.setAuthenticationFailureHandler(problemHandler::commence);
		return filter;
	}

	private static void authorizeByDefault(HttpSecurity http, List<PermitRule> permitAll) {
		http.authorizeHttpRequests((requests) -> {
			requests.requestMatchers(errorPath(http)).denyAll();
			requests.requestMatchers(ActuatorRequestMatchers.health()).permitAll();
			for (PermitRule rule : permitAll) {
				for (@Nullable
				HttpMethod method : rule.methods()) {
					requests.requestMatchers(method, rule.pattern()).permitAll();
				}
			}
			requests.anyRequest().authenticated();
		});
	}

	/**
	 * Returns the path of the container's error page, which contains no information if it
	 * is requested directly.
	 */
	private static String errorPath(HttpSecurity http) {
		return context(http).getEnvironment().resolvePlaceholders("${spring.web.error.path:${error.path:/error}}");
	}

	private static <T> T bean(HttpSecurity http, Class<T> type) {
		return context(http).getBean(type);
	}

	private static ApplicationContext context(HttpSecurity http) {
		return http.getSharedObject(ApplicationContext.class);
	}

	/**
	 * A post-processor that exempts error dispatches from authorization. The error page
	 * tells why a request failed, which a 401 for the page itself would hide.
	 */
	private static final class ErrorPage implements ObjectPostProcessor<AuthorizationFilter> {

		@Override
		public <O extends AuthorizationFilter> O postProcess(O filter) {
			filter.setFilterErrorDispatch(false);
			return filter;
		}

	}

}
