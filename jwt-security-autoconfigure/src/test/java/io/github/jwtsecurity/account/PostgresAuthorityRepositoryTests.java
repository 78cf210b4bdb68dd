package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class PostgresAuthorityRepositoryTests extends AuthorityRepositoryTests {

	PostgresAuthorityRepositoryTests() {
		super(TestDatabase::postgresql);
	}

}
