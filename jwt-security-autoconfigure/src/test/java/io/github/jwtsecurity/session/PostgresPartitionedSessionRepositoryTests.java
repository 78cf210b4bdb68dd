package io.github.jwtsecurity.session;

import io.github.jwtsecurity.docs.PartitionedTables;

class PostgresPartitionedSessionRepositoryTests extends SessionRepositoryTests {

	PostgresPartitionedSessionRepositoryTests() {
		super(PartitionedTables::create);
	}

}
