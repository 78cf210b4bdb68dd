package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class PostgresSessionRepositoryTests extends SessionRepositoryTests {

	PostgresSessionRepositoryTests() {
		super(TestDatabase::postgresql);
	}

}
