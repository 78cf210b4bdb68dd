package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class PostgresAccountRepositoryTests extends AccountRepositoryTests {

	PostgresAccountRepositoryTests() {
		super(TestDatabase::postgresql, "schema-postgresql.sql", "SET TIME ZONE '%s'");
	}

}
