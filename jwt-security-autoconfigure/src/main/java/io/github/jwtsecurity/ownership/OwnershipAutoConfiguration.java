package io.github.jwtsecurity.ownership;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the user id rule.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@EnableConfigurationProperties(OwnershipProperties.class)
@Import(OwnershipMvcConfiguration.class)
public final class OwnershipAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "jwt-security.ownership.enabled", matchIfMissing = true)
	UserIdPathAuthorizationManager userIdPathAuthorizationManager(UserIdResolver userIdResolver,
			OwnershipProperties properties) {
		return new UserIdPathAuthorizationManager(userIdResolver, properties.variables(),
				properties.bypassAuthorities(), properties.mismatchStatus());
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "jwt-security.ownership.enabled", matchIfMissing = true)
	OwnershipPatternAuthorizationManager ownershipPatternAuthorizationManager(
			UserIdPathAuthorizationManager authorizationManager, OwnershipProperties properties,
			@Value("${spring.mvc.servlet.path:}") String mvcServletPath) {
		return new OwnershipPatternAuthorizationManager(authorizationManager, properties.patterns(),
				StringUtils.trimTrailingCharacter(mvcServletPath, '/'));
	}

}
