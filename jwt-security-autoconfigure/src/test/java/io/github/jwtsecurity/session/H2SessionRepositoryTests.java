package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class H2SessionRepositoryTests extends SessionRepositoryTests {

	H2SessionRepositoryTests() {
		super(TestDatabase::h2);
	}

}
