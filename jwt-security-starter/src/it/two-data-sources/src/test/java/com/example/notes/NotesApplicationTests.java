package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for accounts in a service with two data sources.
 */
class NotesApplicationTests {

	private static final String[] ARGUMENTS = { "--JWT_SECRET=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n",
			"--server.port=0" };

	@Test
	void primaryDataSourceThenAccountsAreInItAlone() throws Exception {
		SpringApplication application = new SpringApplication(NotesApplication.class);
		application.setAdditionalProfiles("primary");
		assertAccountsIn(application, "dataSource", "archive");
	}

	@Test
	void oneDefaultCandidateAndLazyBeansThenAccountsAreInItAlone() throws Exception {
		SpringApplication application = new SpringApplication(NotesApplication.class, OneCandidate.class);
		application.setLazyInitialization(true);
		assertAccountsIn(application, "users", "reports");
	}

	@Test
	void twoCandidatesThenTheFailureNamesBoth() {
		assertThatException()
			.isThrownBy(() -> SpringApplication.run(new Class<?>[] { NotesApplication.class, TwoCandidates.class },
					ARGUMENTS))
			.withStackTraceContaining("no primary bean among the DataSources first, second");
	}

	private static void assertAccountsIn(SpringApplication application, String users, String others) throws Exception {
		try (ConfigurableApplicationContext context = application.run(ARGUMENTS)) {
			HttpRequest signup = HttpRequest
				.newBuilder(URI.create("http://localhost:%s/api/auth/signup"
					.formatted(context.getEnvironment().getProperty("local.server.port"))))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers
					.ofString("{\"email\":\"alice@example.com\",\"password\":\"Tr0ub4dor-and-3-more\"}"))
				.build();
			assertThat(HttpClient.newHttpClient().send(signup, HttpResponse.BodyHandlers.discarding()).statusCode())
				.isEqualTo(201);
			assertThat(tables(context, users)).isNotEmpty();
			assertThat(tables(context, others)).isEmpty();
		}
	}

	private static List<?> tables(ConfigurableApplicationContext context, String dataSource) {
		return JdbcClient.create(context.getBean(dataSource, DataSource.class))
			.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")
			.query()
			.singleColumn();
	}

	/**
	 * Two data sources, one of which is a default candidate. The class has no annotation,
	 * so the component scan of the application does not find it.
	 */
	static class OneCandidate {

		@Bean
		DataSource users() {
			return DataSourceBuilder.create().url("jdbc:h2:mem:users").build();
		}

		@Bean(defaultCandidate = false)
		DataSource reports() {
			return DataSourceBuilder.create().url("jdbc:h2:mem:reports").build();
		}

	}

	/**
	 * Two data sources, neither of which is primary. The class has no annotation, so the
	 * component scan of the application does not find it.
	 */
	static class TwoCandidates {

		@Bean
		DataSource first() {
			return DataSourceBuilder.create().url("jdbc:h2:mem:first").build();
		}

		@Bean
		DataSource second() {
			return DataSourceBuilder.create().url("jdbc:h2:mem:second").build();
		}

	}

}
