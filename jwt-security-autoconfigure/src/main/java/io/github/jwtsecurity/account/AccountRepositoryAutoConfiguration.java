package io.github.jwtsecurity.account;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the place where accounts are
 * kept.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "jwt-security.accounts.enabled")
@Import(JdbcAccountConfiguration.class)
public final class AccountRepositoryAutoConfiguration {

	/**
	 * Fails with the reason, instead of a bean that nobody has heard of being missing.
	 */
	@Bean
	@ConditionalOnMissingBean
	AccountRepository jwtSecurityMissingAccountRepository(ListableBeanFactory beanFactory) {
		throw new MissingAccountRepositoryException(
				List.of(beanFactory.getBeanNamesForType(DataSource.class, true, false)));
	}

}
