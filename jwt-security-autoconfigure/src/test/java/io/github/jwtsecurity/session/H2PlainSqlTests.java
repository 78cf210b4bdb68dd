package io.github.jwtsecurity.session;

import io.github.jwtsecurity.TestDatabase;

class H2PlainSqlTests extends PlainSqlTests {

	H2PlainSqlTests() {
		super(TestDatabase::h2);
	}

}
