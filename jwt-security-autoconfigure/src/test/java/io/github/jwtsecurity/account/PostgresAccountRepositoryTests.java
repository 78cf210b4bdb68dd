package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class PostgresAccountRepositoryTests extends AccountRepositoryTests {

	PostgresAccountRepositoryTests() {
		super(TestDatabase::postgresql, "SET TIME ZONE '%s'");
	}

}
