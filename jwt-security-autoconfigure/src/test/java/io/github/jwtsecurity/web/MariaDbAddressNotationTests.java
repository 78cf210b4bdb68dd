package io.github.jwtsecurity.web;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAddressNotationTests extends AddressNotationTests {

	MariaDbAddressNotationTests() {
		super(TestDatabase::mariadb);
	}

}
