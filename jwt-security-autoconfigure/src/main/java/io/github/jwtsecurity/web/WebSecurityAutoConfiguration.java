package io.github.jwtsecurity.web;

import java.time.Clock;

import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.ownership.OwnershipAutoConfiguration;
import io.github.jwtsecurity.ownership.OwnershipDenialHandler;
import io.github.jwtsecurity.ownership.OwnershipPatternAuthorizationManager;
import io.github.jwtsecurity.ownership.UserIdPathAuthorizationManager;
import io.github.jwtsecurity.ownership.UserIdResolver;
import io.github.jwtsecurity.token.KeyReport;
import io.github.jwtsecurity.token.TokenAutoConfiguration;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ConditionalOnDefaultWebSecurity;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.context.WebApplicationContext;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the filter chain. It comes
 * before all auto-configurations of Spring Boot that add filter chains, under their names
 * in 4.1 and in 4.0.
 */
@AutoConfiguration(after = { TokenAutoConfiguration.class, OwnershipAutoConfiguration.class },
		before = { ManagementWebSecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class },
		beforeName = {
				"org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
				"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration" })
@ConditionalOnWebApplication(type = Type.SERVLET)
@EnableConfigurationProperties(WebProperties.class)
@Import({ ClientLoginConfiguration.class, HttpsConfiguration.class })
public final class WebSecurityAutoConfiguration {

	@Bean
	WebSettings jwtSecurityWebSettings(WebProperties properties) {
		return new WebSettings(properties.requireHttps(), properties.cors().allowedOrigins());
	}

	@Bean
	ProblemWriter jwtSecurityProblemWriter(ApplicationEventPublisher publisher, ObjectProvider<Clock> clock,
			ObjectProvider<ProblemDetailCustomizer> customizers) {
		return new ProblemWriter(new JwtSecurityEventPublisher(publisher), clock.getIfUnique(Clock::systemUTC),
				customizers.orderedStream().toList());
	}

	/**
	 * Creates the handler. It is no default candidate, so that injection by one of its
	 * interfaces does not find it and no other chain changes.
	 */
	@Bean(defaultCandidate = false)
	ProblemHandler jwtSecurityProblemHandler(ProblemWriter problemWriter, ObjectProvider<UserIdResolver> userIdResolver,
			RefusedPreflightLog preflightLog) {
		return new ProblemHandler(problemWriter, userIdResolver.getIfAvailable(() -> (authentication) -> null),
				preflightLog);
	}

	@Bean
	RefusedPreflightLog jwtSecurityRefusedPreflightLog(WebProperties properties) {
		return new RefusedPreflightLog(properties.cors().allowedOrigins());
	}

	/**
	 * Creates the handler of requests that the firewall rejects before they reach any
	 * filter chain.
	 */
	@Bean
	@ConditionalOnMissingBean
	RequestRejectedHandler jwtSecurityRequestRejectedHandler(BeanFactory beanFactory) {
		return beanFactory.getBean(ProblemHandler.class)::reject;
	}

	@Bean
	FilterRegistrationBean<DoubleSlashFilter> jwtSecurityDoubleSlashFilter(RequestRejectedHandler rejectedHandler) {
		FilterRegistrationBean<DoubleSlashFilter> registration = new FilterRegistrationBean<>(
				new DoubleSlashFilter(rejectedHandler));
		registration.setOrder(HttpsConfiguration.ORDER + 1);
		return registration;
	}

	/**
	 * Creates a customizer that saves each request the regular expressions of the default
	 * firewall. The firewall is not a bean, so that a firewall bean of any other origin
	 * is found. The customizer comes first, so that later ones can set another firewall.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebSecurityCustomizer jwtSecurityWebSecurityCustomizer(ObjectProvider<HttpFirewall> firewalls) {
		return (web) -> {
			if (firewalls.stream().findAny().isEmpty()) {
				web.httpFirewall(new HeaderFirewall());
			}
		};
	}

	/**
	 * Creates a customizer that adds the default chain after the chains of the
	 * application, if these match only some of the requests.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebSecurityCustomizer jwtSecurityRemainingRequestsCustomizer(ObjectProvider<SecurityFilterChain> chains,
			ObjectProvider<HttpSecurity> http) {
		return (web) -> {
			if (chains.stream().noneMatch(FilterChains::matchesAnyRequest)) {
				web.addSecurityFilterChainBuilder(
						() -> http.getObject().with(JwtSecurityConfigurer.jwtSecurity()).build());
			}
		};
	}

	@Bean
	@Lazy(false)
	FilterChainCheck jwtSecurityFilterChainCheck(ListableBeanFactory beanFactory) {
		return new FilterChainCheck(beanFactory);
	}

	@Bean
	@Lazy(false)
	OwnershipPatternInstaller jwtSecurityOwnershipPatternInstaller(
			ObjectProvider<OwnershipPatternAuthorizationManager> authorizationManager,
			ObjectProvider<SecurityFilterProperties> filterProperties, ListableBeanFactory beanFactory) {
		return new OwnershipPatternInstaller(authorizationManager, OwnershipDenialHandler.of(beanFactory),
				filterProperties, beanFactory);
	}

	@Bean
	OpenRequests jwtSecurityOpenRequests(WebApplicationContext context) {
		return new OpenRequests(context, context.getServletContext());
	}

	@Bean
	UnreadTokenLog jwtSecurityUnreadTokenLog() {
		return new UnreadTokenLog();
	}

	@Bean
	@Lazy(false)
	UnusedConfigurationReport jwtSecurityUnusedConfigurationReport(ListableBeanFactory beanFactory,
			Environment environment) {
		return new UnusedConfigurationReport(beanFactory, environment);
	}

	@Bean
	@Lazy(false)
	StartUpReport jwtSecurityStartUpReport(KeyReport keys, ObjectProvider<FilterChainExtension> extensions,
			ObjectProvider<UserIdPathAuthorizationManager> ownership) {
		return new StartUpReport(keys, extensions, ownership);
	}

	/**
	 * The configuration of the default chain.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDefaultWebSecurity
	static class ChainConfiguration {

		@Bean
		@Order(SecurityFilterProperties.BASIC_AUTH_ORDER)
		SecurityFilterChain jwtSecurityFilterChain(HttpSecurity http) {
			return http.with(JwtSecurityConfigurer.jwtSecurity()).build();
		}

	}

}
