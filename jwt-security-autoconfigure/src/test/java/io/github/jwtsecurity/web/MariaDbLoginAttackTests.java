package io.github.jwtsecurity.web;

import io.github.jwtsecurity.TestDatabase;

class MariaDbLoginAttackTests extends LoginAttackTests {

	@Override
	TestDatabase database() {
		return TestDatabase.mariadb();
	}

}
