package io.github.jwtsecurity.audit;

import io.github.jwtsecurity.TestDatabase;

class PostgresAuditTableTests extends JdbcAuditTableTests {

	PostgresAuditTableTests() {
		super(TestDatabase::postgresql);
	}

}
