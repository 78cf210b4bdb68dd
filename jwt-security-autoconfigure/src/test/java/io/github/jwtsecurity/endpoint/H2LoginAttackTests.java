package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class H2LoginAttackTests extends LoginAttackTests {

	@Override
	TestDatabase database() {
		return TestDatabase.h2();
	}

}
