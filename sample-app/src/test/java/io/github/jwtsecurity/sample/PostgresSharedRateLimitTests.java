package io.github.jwtsecurity.sample;

/**
 * In the database that they share anyway.
 */
class PostgresSharedRateLimitTests extends SharedRateLimitTests {

	@Override
	String[] startStore() {
		return new String[] { "--jwt-security.rate-limit.store=jdbc" };
	}

	@Override
	void stopStore() {
		// Is the database.
	}

}
