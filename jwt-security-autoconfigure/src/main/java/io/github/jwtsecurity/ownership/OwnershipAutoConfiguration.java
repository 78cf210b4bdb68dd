package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.UserIds;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the user id rule.
 */
@AutoConfiguration(after = TokenAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@EnableConfigurationProperties(OwnershipProperties.class)
@Import({ OwnershipMvcConfiguration.class, OwnershipJerseyConfiguration.class, OwnershipMessagingConfiguration.class,
		OwnershipGraphQlConfiguration.class, OwnershipWebSocketConfiguration.class,
		OwnershipActuatorConfiguration.class })
public final class OwnershipAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(UserIdResolver.class)
	TokenUserIdResolver userIdResolver(UserIds userIds) {
		return new TokenUserIdResolver(userIds);
	}

	@Bean
	OwnershipSettings jwtSecurityOwnershipSettings(OwnershipProperties properties) {
		return new OwnershipSettings(properties.enabled(), properties.variables(), properties.mismatchStatus());
	}

	@Bean
	CurrentUserIdArguments currentUserIdArguments(UserIdResolver userIdResolver,
			@Qualifier("mvcConversionService") ObjectProvider<ConversionService> conversionService) {
		return new CurrentUserIdArguments(userIdResolver,
				() -> conversionService.getIfAvailable(DefaultConversionService::getSharedInstance));
	}

	@Bean
	@Lazy(false)
	CurrentUserIdCheck currentUserIdCheck(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<CurrentUserIdSupport> supports) {
		return new CurrentUserIdCheck(beanFactory, () -> supports.orderedStream().toList());
	}

	/**
	 * The configuration of the guard itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBoundProperty(properties = OwnershipProperties.class, name = "enabled")
	static class GuardConfiguration {

		@Bean
		@ConditionalOnMissingBean
		UserIdPathAuthorizationManager userIdPathAuthorizationManager(UserIdResolver userIdResolver,
				OwnershipProperties properties) {
			return new UserIdPathAuthorizationManager(userIdResolver, properties.variables(),
					properties.bypassAuthorities(), properties.mismatchStatus());
		}

		@Bean
		OwnershipPatternAuthorizationManager ownershipPatternAuthorizationManager(
				UserIdPathAuthorizationManager authorizationManager, OwnershipProperties properties,
				ObjectProvider<GuardedPatterns> furtherPatterns,
				@Value("${spring.mvc.servlet.path:}") String mvcServletPath) {
			List<String> further = furtherPatterns.stream()
				.flatMap((source) -> source.patterns().stream())
				.filter((pattern) -> authorizationManager.guards(PathVariables.in(pattern)))
				.toList();
			return new OwnershipPatternAuthorizationManager(authorizationManager,
					Stream.concat(properties.patterns().stream(), further.stream()).toList(),
					StringUtils.trimTrailingCharacter(mvcServletPath, '/'));
		}

		@Bean
		@Lazy(false)
		RouteInspector jwtSecurityRouteInspector(ObjectProvider<RouteSource> sources, OwnershipProperties properties) {
			return new RouteInspector(sources, properties);
		}

		@Bean
		@Order(0)
		RouteSource jwtSecurityPatternRoutes(OwnershipProperties properties) {
			return () -> properties.patterns().stream().map((pattern) -> new Route(Set.of(), pattern)).toList();
		}

		@Bean
		ServletRoutes jwtSecurityServletRoutes(WebApplicationContext context, OwnershipProperties properties) {
			return new ServletRoutes(context, properties.patterns());
		}

	}

}
