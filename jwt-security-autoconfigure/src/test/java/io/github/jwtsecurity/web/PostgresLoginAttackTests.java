package io.github.jwtsecurity.web;

import io.github.jwtsecurity.TestDatabase;

class PostgresLoginAttackTests extends LoginAttackTests {

	@Override
	TestDatabase database() {
		return TestDatabase.postgresql();
	}

}
