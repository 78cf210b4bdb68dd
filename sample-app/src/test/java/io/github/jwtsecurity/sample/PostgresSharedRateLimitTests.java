package io.github.jwtsecurity.sample;

/**
 * Tests for rate limits in the shared database.
 */
class PostgresSharedRateLimitTests extends SharedRateLimitTests {

	@Override
	String[] startStore() {
		return new String[] { "--jwt-security.rate-limit.store=jdbc" };
	}

	@Override
	void stopStore() {
		// The store is the database, which is already running.
	}

}
