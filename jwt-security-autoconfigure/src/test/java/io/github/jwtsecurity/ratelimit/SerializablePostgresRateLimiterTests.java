package io.github.jwtsecurity.ratelimit;

/**
 * Tests with an isolation level at which the database rolls back all but one of the
 * transactions that change a bucket concurrently.
 */
class SerializablePostgresRateLimiterTests extends PostgresRateLimiterTests {

	@Override
	String isolationLevel() {
		return "TRANSACTION_SERIALIZABLE";
	}

}
