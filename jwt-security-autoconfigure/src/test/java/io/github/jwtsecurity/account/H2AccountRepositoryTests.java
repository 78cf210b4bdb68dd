package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class H2AccountRepositoryTests extends AccountRepositoryTests {

	H2AccountRepositoryTests() {
		super(TestDatabase::h2, "SET TIME ZONE '%s'");
	}

}
