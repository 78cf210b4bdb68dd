package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class H2AccountLifeTests extends AccountLifeTests {

	@Override
	TestDatabase database() {
		return TestDatabase.h2();
	}

}
