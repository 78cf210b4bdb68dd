package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class PostgresPlainSqlTests extends PlainSqlTests {

	PostgresPlainSqlTests() {
		super(TestDatabase::postgresql);
	}

}
