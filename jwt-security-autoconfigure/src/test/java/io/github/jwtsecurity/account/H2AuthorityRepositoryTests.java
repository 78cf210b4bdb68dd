package io.github.jwtsecurity.account;

import io.github.jwtsecurity.TestDatabase;

class H2AuthorityRepositoryTests extends AuthorityRepositoryTests {

	H2AuthorityRepositoryTests() {
		super(TestDatabase::h2);
	}

}
