package com.example.notes;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("primary")
class DataSources {

	@Bean
	@Primary
	DataSource dataSource() {
		return DataSourceBuilder.create().url("jdbc:h2:mem:notes").build();
	}

	@Bean
	DataSource archive() {
		return DataSourceBuilder.create().url("jdbc:h2:mem:archive").build();
	}

}
