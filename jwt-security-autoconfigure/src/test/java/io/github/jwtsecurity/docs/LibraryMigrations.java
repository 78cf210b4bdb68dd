package io.github.jwtsecurity.docs;

import org.flywaydb.core.Flyway;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LibraryMigrations {

	@Bean
	FlywayMigrationStrategy migrationStrategy() {
		return (flyway) -> {
			flyway.migrate();
			Flyway.configure()
				.dataSource(flyway.getConfiguration().getDataSource())
				.locations("classpath:io/github/jwtsecurity/jdbc/migration/postgresql")
				.table("jwt_security_schema_history")
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.load()
				.migrate();
		};
	}

}
