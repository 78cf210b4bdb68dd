package io.github.jwtsecurity.signing;

import io.github.jwtsecurity.TestDatabase;

class MariaDbSigningKeyRaceTests extends SigningKeyRaceTests {

	MariaDbSigningKeyRaceTests() {
		super(TestDatabase::mariadb);
	}

}
