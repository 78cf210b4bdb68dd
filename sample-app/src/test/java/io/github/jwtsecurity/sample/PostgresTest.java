package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application with the profile {@code postgres} on a real PostgreSQL.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SampleTest
@ActiveProfiles("postgres")
@ContextConfiguration(initializers = PostgresTest.Initializer.class)
public @interface PostgresTest {

	/**
	 * An initializer that starts the server, which ends with the process.
	 */
	class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			try {
				EmbeddedPostgres server = EmbeddedPostgres.start();
				TestPropertyValues
					.of("DB_URL=jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort()),
							"DB_USER=postgres", "DB_PASSWORD=postgres")
					.applyTo(context);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
