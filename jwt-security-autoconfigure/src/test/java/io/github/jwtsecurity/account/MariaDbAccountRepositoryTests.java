package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAccountRepositoryTests extends AccountRepositoryTests {

	MariaDbAccountRepositoryTests() {
		super(TestDatabase::mariadb, "schema-mariadb.sql", "SET time_zone = '%s'");
	}

}
