package io.github.jwtsecurity.web;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.UserIdClaim;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the endpoints for accounts. A
 * bean of the application with the name of one of them takes its place.
 */
@AutoConfiguration(after = { AccountAutoConfiguration.class, WebSecurityAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, WebMvcConfigurer.class })
@ConditionalOnBooleanProperty(name = "jwt-security.accounts.enabled")
@EnableConfigurationProperties(AccountEndpointProperties.class)
public final class AccountEndpointAutoConfiguration {

	@Bean
	TokenResponses jwtSecurityTokenResponses(ObjectProvider<AccessTokenIssuer> tokenIssuer,
			AccountEndpointProperties properties) {
		return new TokenResponses(tokenIssuer.stream().findFirst().orElseThrow(MissingSigningKeyException::new),
				properties.accessTokenLifetime());
	}

	@Bean
	@ConditionalOnMissingBean(name = "jwtSecuritySignupEndpoint")
	@ConditionalOnBooleanProperty(name = "jwt-security.accounts.signup-enabled", matchIfMissing = true)
	SignupEndpoint jwtSecuritySignupEndpoint(AccountService accountService, TokenResponses tokenResponses) {
		return new SignupEndpoint(accountService, tokenResponses);
	}

	@Bean
	@ConditionalOnMissingBean(name = "jwtSecurityLoginEndpoint")
	LoginEndpoint jwtSecurityLoginEndpoint(AccountService accountService, TokenResponses tokenResponses) {
		return new LoginEndpoint(accountService, tokenResponses);
	}

	@Bean
	@ConditionalOnMissingBean(name = "jwtSecurityLogoutEndpoint")
	LogoutEndpoint jwtSecurityLogoutEndpoint(UserIdClaim userIdClaim, ApplicationEventPublisher publisher,
			ObjectProvider<Clock> clock) {
		return new LogoutEndpoint(new TokenUserIdResolver(userIdClaim), new JwtSecurityEventPublisher(publisher),
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean(name = "jwtSecurityMeEndpoint")
	MeEndpoint jwtSecurityMeEndpoint(AccountService accountService, UserIdClaim userIdClaim) {
		return new MeEndpoint(accountService, new TokenUserIdResolver(userIdClaim));
	}

	@Bean
	@ConditionalOnMissingBean(name = "jwtSecurityPasswordEndpoint")
	PasswordEndpoint jwtSecurityPasswordEndpoint(AccountService accountService, UserIdClaim userIdClaim) {
		return new PasswordEndpoint(accountService, new TokenUserIdResolver(userIdClaim));
	}

	@Bean
	WebMvcConfigurer jwtSecurityAccountEndpointConfigurer(AccountEndpointProperties properties) {
		return new WebMvcConfigurer() {

			@Override
			public void configurePathMatch(PathMatchConfigurer configurer) {
				configurer.addPathPrefix(properties.basePath(), AccountEndpoint.class::isAssignableFrom);
			}

			@Override
			public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
				handlers.add(new AnswerReturnValueHandler());
			}

		};
	}

	@Bean
	FilterRegistrationBean<MultipartRefusalFilter> jwtSecurityMultipartRefusalFilter(
			AccountEndpointProperties properties, DispatcherServletPath servletPath) {
		FilterRegistrationBean<MultipartRefusalFilter> registration = new FilterRegistrationBean<>(
				new MultipartRefusalFilter());
		Stream.of(SignupEndpoint.PATH, LoginEndpoint.PATH, PasswordEndpoint.PATH)
			.map((path) -> servletPath.getRelativePath(properties.basePath() + path))
			.forEach(registration::addUrlPatterns);
		return registration;
	}

	/**
	 * The requests of those who have no token yet. Whatever token or session they send
	 * along is not looked at, and whatever chain the application has does not see them.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	@ConditionalOnMissingBean(name = "jwtSecurityAccountFilterChain")
	SecurityFilterChain jwtSecurityAccountFilterChain(HttpSecurity http, AccountEndpointProperties properties,
			WebProperties webProperties, @Qualifier("jwtSecurityProblemHandler") ProblemHandler problemHandler) {
		String[] paths = Stream
			.concat(Stream.of(LoginEndpoint.PATH),
					properties.signupEnabled() ? Stream.of(SignupEndpoint.PATH) : Stream.empty())
			.map(properties.basePath()::concat)
			.toArray(String[]::new);
		http.securityMatchers((requests) -> requests.requestMatchers(HttpMethod.POST, paths)
			.requestMatchers(HttpMethod.OPTIONS, paths));
		JwtSecurityConfigurer.setDefaults(http, problemHandler);
		JwtSecurityConfigurer.addCorsFilter(http, webProperties);
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		return http.build();
	}

}
