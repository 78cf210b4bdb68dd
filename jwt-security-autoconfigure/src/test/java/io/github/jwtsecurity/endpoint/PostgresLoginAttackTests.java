package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class PostgresLoginAttackTests extends LoginAttackTests {

	@Override
	TestDatabase database() {
		return TestDatabase.postgresql();
	}

}
