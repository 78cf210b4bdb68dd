package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class SessionMariaDbRaceTests extends SessionRaceTests {

	SessionMariaDbRaceTests() {
		super(TestDatabase::mariadb);
	}

}
