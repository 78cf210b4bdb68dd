package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class SessionH2RaceTests extends SessionRaceTests {

	SessionH2RaceTests() {
		super(TestDatabase::h2);
	}

}
