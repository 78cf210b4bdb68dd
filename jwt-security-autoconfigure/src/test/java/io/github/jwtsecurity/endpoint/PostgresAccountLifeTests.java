package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class PostgresAccountLifeTests extends AccountLifeTests {

	@Override
	TestDatabase database() {
		return TestDatabase.postgresql();
	}

}
