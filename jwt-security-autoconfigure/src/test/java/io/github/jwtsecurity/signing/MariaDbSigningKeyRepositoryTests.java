package io.github.jwtsecurity.signing;

import io.github.jwtsecurity.TestDatabase;

class MariaDbSigningKeyRepositoryTests extends SigningKeyRepositoryTests {

	MariaDbSigningKeyRepositoryTests() {
		super(TestDatabase::mariadb);
	}

}
