package io.github.jwtsecurity.endpoint;

import java.time.Clock;
import java.util.List;

import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.AuthorizedAccount;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.SessionAccounts;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.openapi.OpenApiAutoConfiguration;
import io.github.jwtsecurity.ratelimit.RateLimitAutoConfiguration;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import io.github.jwtsecurity.session.AccountSessions;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.session.SessionRepository;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.ConditionalOnAccounts;
import io.github.jwtsecurity.token.KeyDerivation;
import io.github.jwtsecurity.token.SessionTokenIssuer;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.FilterChainDefaults;
import io.github.jwtsecurity.web.ProblemWriter;
import io.github.jwtsecurity.web.WebSecurityAutoConfiguration;
import io.github.jwtsecurity.web.WebSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoints for accounts. A
 * bean of the application with the bean name of an endpoint replaces that endpoint.
 */
@AutoConfiguration(after = { AccountAutoConfiguration.class, SessionAutoConfiguration.class,
		RateLimitAutoConfiguration.class, WebSecurityAutoConfiguration.class, OpenApiAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, WebMvcConfigurer.class })
@ConditionalOnAccounts
@EnableConfigurationProperties({ AccountEndpointProperties.class, AdministrationProperties.class,
		CookieProperties.class, DeviceProperties.class, SlidingProperties.class })
@Import({ AccountEndpointRegistrar.class, AccountOpenApiConfiguration.class })
public final class AccountEndpointAutoConfiguration {

	/** The bean name of the filter chain. */
	static final String CHAIN = "jwtSecurityAccountFilterChain";

	private static final Log logger = LogFactory.getLog(AccountEndpointAutoConfiguration.class);

	@Bean
	AccountSessions<AuthorizedAccount> jwtSecurityAccountSessions(SessionService sessionService,
			SessionRepository repository, SessionAccounts<AuthorizedAccount> accounts) {
		return new AccountSessions<>(sessionService, repository, accounts);
	}

	@Bean
	TokenIssuance jwtSecurityTokenIssuance(AccountService accountService, AccountSessions<AuthorizedAccount> sessions,
			AccessTokenIssuer tokenIssuer, UserIds userIds, AccessTokenLifetime lifetime, DeviceTokens deviceTokens,
			ObjectProvider<Clock> clock) {
		return new TokenIssuance(accountService, sessions, new SessionTokenIssuer(tokenIssuer, userIds),
				lifetime.lifetime(), deviceTokens, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	SessionTokens jwtSecuritySessionTokens(AccountService accountService, TokenIssuance tokenIssuance,
			TokenCookies cookies, OwnPages ownPages) {
		return new SessionTokens(accountService, tokenIssuance, cookies, ownPages);
	}

	@Bean
	DeviceTokens jwtSecurityDeviceTokens(DeviceProperties properties, KeyDerivation keyDerivation,
			ObjectProvider<Clock> clock) {
		return new DeviceTokens(properties, keyDerivation, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@Conditional(OnAdministrationCondition.class)
	Administrators jwtSecurityAdministrators(AdministrationProperties properties, AccountService accountService,
			UserIds userIds) {
		return new Administrators(properties.adminAuthorities(), accountService, userIds);
	}

	@Bean
	@Conditional(OnAdministrationCondition.class)
	ManagedAccounts jwtSecurityManagedAccounts(AccountRepository accountRepository, AccountService accountService) {
		return new ManagedAccounts(accountRepository, accountService);
	}

	@Bean
	RefusalDelay jwtSecurityRefusalDelay() {
		return new RefusalDelay();
	}

	@Bean
	LimitedAttemptFactory jwtSecurityLimitedAttemptFactory(RateLimiter rateLimiter, DeviceTokens deviceTokens,
			RefusalDelay refusalDelay, ObjectProvider<MailQueue> mailQueues, ApplicationEventPublisher publisher,
			ObjectProvider<Clock> clock) {
		return new LimitedAttemptFactory(rateLimiter, deviceTokens, refusalDelay,
				mailQueues.getIfAvailable(() -> MailQueue.NONE), new JwtSecurityEventPublisher(publisher),
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	FreshLogin jwtSecurityFreshLogin(AccountService accountService, LimitedAttemptFactory attempts,
			AccountEndpointProperties properties, ObjectProvider<Clock> clock) {
		return new FreshLogin(accountService, attempts, properties.freshLogin(), clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	OwnPages jwtSecurityOwnPages(WebSettings webSettings) {
		return new OwnPages(webSettings.allowedOrigins());
	}

	@Bean
	SessionCsrfTokenRepository jwtSecurityCsrfTokenRepository(KeyDerivation keyDerivation, UserIds userIds,
			OwnPages ownPages) {
		return new SessionCsrfTokenRepository(keyDerivation, userIds, ownPages);
	}

	@Bean
	TokenCookies jwtSecurityTokenCookies(CookieProperties cookieProperties, WebSettings webSettings,
			SessionCsrfTokenRepository csrfTokens, DeviceProperties devices, ObjectProvider<Clock> clock) {
		CookieProperties properties = cookieProperties.requireHttps(webSettings.requireHttps());
		if (properties.enabled() && !properties.secure()) {
			logger.warn(
					"jwt-security.cookie.secure is false: browsers send tokens over plain HTTP, and other hosts of the"
							+ " domain can set cookies for this one. Use it for development only");
		}
		return new TokenCookies(properties, csrfTokens, devices.lifetime(), clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	SessionFilters jwtSecuritySessionFilters(TokenCookies cookies, SessionCsrfTokenRepository csrfTokens,
			TokenIssuance tokenIssuance, SlidingProperties sliding, UserIds userIds, ProblemWriter problemWriter,
			AccountEndpointProperties properties, DispatcherServletPath servletPath, ObjectProvider<Clock> clock) {
		RequestMatcher endpoints = PathPatternRequestMatcher.withDefaults()
			.matcher(servletPath.getRelativePath(properties.basePath() + "/**"));
		return new SessionFilters(
				cookies, csrfTokens, problemWriter, sliding.enabled() ? new SlidingRenewalFilter(tokenIssuance, cookies,
						userIds, sliding, endpoints, clock.getIfUnique(Clock::systemUTC)) : null,
				properties.basePath());
	}

	@Bean
	@Lazy(false)
	AccountSettingsReport jwtSecurityAccountSettingsReport(ListableBeanFactory beanFactory, Environment environment,
			CookieProperties cookies, SlidingProperties sliding, AccessTokenLifetime lifetime) {
		return new AccountSettingsReport(beanFactory, environment, cookies, sliding, lifetime);
	}

	@Bean
	OpenRequestTokens jwtSecurityOpenRequestTokens(JwtDecoder jwtDecoder, UserIds userIds) {
		return new OpenRequestTokens(jwtDecoder, userIds);
	}

	@Bean
	LogoutTokens jwtSecurityLogoutTokens(SessionService sessionService, UserIds userIds,
			ApplicationEventPublisher publisher, ObjectProvider<Clock> clock) {
		return new LogoutTokens(sessionService, userIds, new JwtSecurityEventPublisher(publisher),
				clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * Creates a configurer that comes before those of the application, whose path
	 * prefixes would otherwise take precedence.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebMvcConfigurer jwtSecurityAccountEndpointConfigurer(AccountEndpointProperties properties, TokenCookies cookies,
			OwnPages ownPages) {
		return new WebMvcConfigurer() {

			@Override
			public void configurePathMatch(PathMatchConfigurer configurer) {
				configurer.addPathPrefix(properties.basePath(), AccountEndpoint.class::isAssignableFrom);
			}

			@Override
			public void addInterceptors(InterceptorRegistry registry) {
				if (cookies.areEnabled()) {
					registry.addInterceptor(new OwnPageInterceptor(ownPages)).order(Ordered.HIGHEST_PRECEDENCE);
				}
			}

			@Override
			public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
				handlers.add(new AnswerReturnValueHandler(cookies));
			}

		};
	}

	@Bean
	FilterRegistrationBean<MultipartRefusalFilter> jwtSecurityMultipartRefusalFilter(
			AccountEndpointProperties properties, DispatcherServletPath servletPath, DeclaredEndpoints endpoints,
			ProblemWriter problemWriter) {
		FilterRegistrationBean<MultipartRefusalFilter> registration = new FilterRegistrationBean<>(
				new MultipartRefusalFilter(problemWriter));
		endpoints.bodyPaths()
			.forEach((path) -> registration.addUrlPatterns(
					servletPath.getRelativePath(properties.basePath() + path.replaceAll("\\{[^}]+}", "*"))));
		registration.setEnabled(!registration.getUrlPatterns().isEmpty());
		return registration;
	}

	@Bean
	FilterRegistrationBean<CleanHeadersFilter> jwtSecurityCleanHeadersFilter(AccountEndpointProperties properties,
			DispatcherServletPath servletPath) {
		FilterRegistrationBean<CleanHeadersFilter> registration = new FilterRegistrationBean<>(
				new CleanHeadersFilter());
		registration.addUrlPatterns(servletPath.getRelativePath(properties.basePath() + "/*"));
		return registration;
	}

	/**
	 * Creates the filter chain for endpoints that need no access token. Only the endpoint
	 * reads the credentials of these requests, and no filter chain of the application
	 * sees them.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	@ConditionalOnMissingBean(name = CHAIN)
	SecurityFilterChain jwtSecurityAccountFilterChain(HttpSecurity http, AccountEndpointProperties properties,
			WebSettings webSettings, DeclaredEndpoints endpoints) {
		http.securityMatchers((requests) -> endpoints.open().forEach((operation) -> {
			String path = properties.basePath() + operation.path();
			requests.requestMatchers(operation.method().asHttpMethod(), path);
			if (!webSettings.allowedOrigins().isEmpty()) {
				requests.requestMatchers(HttpMethod.OPTIONS, path);
			}
		}));
		FilterChainDefaults.set(http);
		FilterChainDefaults.addCorsFilter(http);
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		return http.build();
	}

}
