package io.github.jwtsecurity.jdbc;

import javax.sql.DataSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The configuration that creates and upgrades the library's tables. It is imported by
 * each configuration that uses a table; if none does, no table is created.
 *
 * @hidden
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
