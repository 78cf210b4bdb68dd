package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.UserIds;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link OwnedBy}. It does not
 * enable method security, which the application decides.
 */
@AutoConfiguration(after = { TokenAutoConfiguration.class, OwnershipAutoConfiguration.class })
@EnableConfigurationProperties(OwnershipProperties.class)
public final class MethodOwnershipAutoConfiguration {

	@Bean(OwnerAuthorization.BEAN)
	OwnerAuthorization jwtSecurityOwner(ObjectProvider<UserIdResolver> userIdResolver, UserIds userIds,
			OwnershipProperties properties) {
		return new OwnerAuthorization(
				new UserIdRule(userIdResolver.getIfAvailable(() -> new TokenUserIdResolver(userIds)),
						properties.bypassAuthorities(), properties.mismatchStatus()));
	}

	@Bean
	@Lazy(false)
	OwnedByCheck jwtSecurityOwnedByCheck(ConfigurableListableBeanFactory beanFactory) {
		return new OwnedByCheck(beanFactory);
	}

	/**
	 * Creates the bean with which Spring Security inserts the value of {@link OwnedBy}
	 * into the expression of its {@code @PreAuthorize}.
	 */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnBean(name = OwnedByCheck.INTERCEPTOR)
	@ConditionalOnMissingBean
	static AnnotationTemplateExpressionDefaults jwtSecurityAnnotationTemplateExpressionDefaults() {
		return new AnnotationTemplateExpressionDefaults();
	}

}
