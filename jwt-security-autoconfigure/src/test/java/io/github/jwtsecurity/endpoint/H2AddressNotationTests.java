package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;

class H2AddressNotationTests extends AddressNotationTests {

	H2AddressNotationTests() {
		super(TestDatabase::h2);
	}

}
