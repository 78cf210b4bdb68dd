package io.github.jwtsecurity.jdbc;

import javax.sql.DataSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Creates the library's tables. A configuration that keeps something in them imports it,
 * which is why it is public; without such a configuration nothing is created.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JdbcProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class JdbcSchemaConfiguration {

	@Bean
	SchemaInitializer jwtSecuritySchemaInitializer(DataSource dataSource, JdbcProperties properties) {
		return new SchemaInitializer(dataSource, properties.initializeSchema());
	}

}
