package io.github.jwtsecurity.ratelimit;

/**
 * Where the database undoes all but one of those who change a bucket at the same time.
 */
class SerializablePostgresRateLimiterTests extends PostgresRateLimiterTests {

	@Override
	String isolationLevel() {
		return "TRANSACTION_SERIALIZABLE";
	}

}
