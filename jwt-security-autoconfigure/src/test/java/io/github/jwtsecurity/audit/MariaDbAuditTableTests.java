package io.github.jwtsecurity.audit;

import io.github.jwtsecurity.TestDatabase;

class MariaDbAuditTableTests extends JdbcAuditTableTests {

	MariaDbAuditTableTests() {
		super(TestDatabase::mariadb);
	}

}
