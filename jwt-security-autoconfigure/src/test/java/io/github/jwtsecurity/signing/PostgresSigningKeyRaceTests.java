package io.github.jwtsecurity.signing;

import io.github.jwtsecurity.TestDatabase;

class PostgresSigningKeyRaceTests extends SigningKeyRaceTests {

	PostgresSigningKeyRaceTests() {
		super(TestDatabase::postgresql);
	}

}
