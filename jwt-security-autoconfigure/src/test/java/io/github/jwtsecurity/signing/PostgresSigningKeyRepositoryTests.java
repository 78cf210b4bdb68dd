package io.github.jwtsecurity.signing;

import io.github.jwtsecurity.TestDatabase;

class PostgresSigningKeyRepositoryTests extends SigningKeyRepositoryTests {

	PostgresSigningKeyRepositoryTests() {
		super(TestDatabase::postgresql);
	}

}
