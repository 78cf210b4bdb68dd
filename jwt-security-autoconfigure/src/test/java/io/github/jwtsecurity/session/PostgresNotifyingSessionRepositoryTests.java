package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class PostgresNotifyingSessionRepositoryTests extends SessionRepositoryTests {

	PostgresNotifyingSessionRepositoryTests() {
		super(TestDatabase::postgresql, true);
	}

}
