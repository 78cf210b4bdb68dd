package io.github.jwtsecurity.audit;

import io.github.jwtsecurity.TestDatabase;

class H2AuditTableTests extends JdbcAuditTableTests {

	H2AuditTableTests() {
		super(TestDatabase::h2);
	}

}
