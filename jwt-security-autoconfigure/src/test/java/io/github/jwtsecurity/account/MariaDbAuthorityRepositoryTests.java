package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAuthorityRepositoryTests extends AuthorityRepositoryTests {

	MariaDbAuthorityRepositoryTests() {
		super(TestDatabase::mariadb);
	}

}
