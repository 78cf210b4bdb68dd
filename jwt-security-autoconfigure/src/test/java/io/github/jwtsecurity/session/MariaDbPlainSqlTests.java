package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class MariaDbPlainSqlTests extends PlainSqlTests {

	MariaDbPlainSqlTests() {
		super(TestDatabase::mariadb);
	}

}
