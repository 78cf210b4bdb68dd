package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class SessionPostgresRaceTests extends SessionRaceTests {

	SessionPostgresRaceTests() {
		super(TestDatabase::postgresql);
	}

}
