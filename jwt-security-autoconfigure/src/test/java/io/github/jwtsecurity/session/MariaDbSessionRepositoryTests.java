package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class MariaDbSessionRepositoryTests extends SessionRepositoryTests {

	MariaDbSessionRepositoryTests() {
		super(TestDatabase::mariadb);
	}

}
