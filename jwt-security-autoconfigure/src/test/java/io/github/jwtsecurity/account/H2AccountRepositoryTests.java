package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class H2AccountRepositoryTests extends AccountRepositoryTests {

	H2AccountRepositoryTests() {
		super(TestDatabase::h2, "schema-h2.sql", "SET TIME ZONE '%s'");
	}

}
