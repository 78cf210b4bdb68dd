package io.github.jwtsecurity.signing;

import io.github.jwtsecurity.TestDatabase;

class H2SigningKeyRaceTests extends SigningKeyRaceTests {

	H2SigningKeyRaceTests() {
		super(TestDatabase::h2);
	}

}
