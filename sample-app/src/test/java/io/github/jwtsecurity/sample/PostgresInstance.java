package io.github.jwtsecurity.sample;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * The application with the profile {@code postgres}, as an operator starts it: its
 * database and its secret exist for longer than the instance, and may be shared with
 * other instances.
 *
 * @param context the application context
 * @param accounts the client of the instance
 */
record PostgresInstance(ConfigurableApplicationContext context, Accounts accounts) implements AutoCloseable {

	static PostgresInstance start(EmbeddedPostgres database, String... arguments) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(SampleApplication.class)
			.profiles("postgres")
			.properties("server.port=0", "JWT_SECRET=a-secret-of-this-test-that-is-long-enough",
					"DB_URL=jdbc:postgresql://localhost:%d/postgres".formatted(database.getPort()), "DB_USER=postgres",
					"DB_PASSWORD=postgres")
			.run(arguments);
		String url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
		return new PostgresInstance(context, new Accounts(RestTestClient.bindToServer().baseUrl(url).build()));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
