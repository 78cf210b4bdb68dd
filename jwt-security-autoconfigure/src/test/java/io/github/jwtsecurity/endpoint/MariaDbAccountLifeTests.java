package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAccountLifeTests extends AccountLifeTests {

	@Override
	TestDatabase database() {
		return TestDatabase.mariadb();
	}

}
