package io.github.jwtsecurity.signing;

import io.github.jwtsecurity.TestDatabase;

class H2SigningKeyRepositoryTests extends SigningKeyRepositoryTests {

	H2SigningKeyRepositoryTests() {
		super(TestDatabase::h2);
	}

}
