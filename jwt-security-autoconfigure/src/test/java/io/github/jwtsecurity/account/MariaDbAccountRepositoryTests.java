package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAccountRepositoryTests extends AccountRepositoryTests {

	MariaDbAccountRepositoryTests() {
		super(TestDatabase::mariadb, "SET time_zone = '%s'");
	}

}
