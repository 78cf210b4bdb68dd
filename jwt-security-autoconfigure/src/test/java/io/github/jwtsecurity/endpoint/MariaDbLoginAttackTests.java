package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class MariaDbLoginAttackTests extends LoginAttackTests {

	@Override
	TestDatabase database() {
		return TestDatabase.mariadb();
	}

}
