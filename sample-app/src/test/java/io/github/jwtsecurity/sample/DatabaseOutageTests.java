package io.github.jwtsecurity.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests for a running application whose database becomes unavailable and available again.
 */
class DatabaseOutageTests {

	private static final int USERS = 4;

	@TempDir
	private Path data;

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void sessionsOutliveAnOutage() throws Exception {
		EmbeddedPostgres database = startDatabase(0);
		try (PostgresInstance instance = startInstance(database);
				Crowd crowd = new Crowd(
						Stream.generate(() -> new RefreshingUser(instance.accounts())).limit(USERS).toList())) {
			crowd.awaitServed();
			database.close();
			crowd.awaitDelayed();
			database = startDatabase(database.getPort());
			crowd.awaitServed();
			crowd.finish();
		}
		finally {
			database.close();
		}
	}

	private EmbeddedPostgres startDatabase(int port) throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(this.data.resolve("postgres"))
			.setCleanDataDirectory(false);
		if (port != 0) {
			builder.setPort(port);
		}
		return builder.start();
	}

	/**
	 * Starts an instance. Responses that are lost during the outage must be repeatable
	 * until its end, so the grace is long enough. The users refresh more often than real
	 * ones.
	 */
	private static PostgresInstance startInstance(EmbeddedPostgres database) {
		return PostgresInstance.start(database, "--jwt-security.sessions.reuse-grace=1m",
				"--jwt-security.rate-limit.enabled=false", "--spring.datasource.hikari.connection-timeout=2000",
				"--spring.datasource.hikari.validation-timeout=1000");
	}

}
