package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAddressNotationTests extends AddressNotationTests {

	MariaDbAddressNotationTests() {
		super(TestDatabase::mariadb);
	}

}
