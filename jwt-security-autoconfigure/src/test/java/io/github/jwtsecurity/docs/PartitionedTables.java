package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.docs.Page.Block;

/**
 * The partitioned tables of {@code docs/scale.md}, on PostgreSQL.
 */
public final class PartitionedTables {

	private static final List<String> STATEMENTS = Page.of("docs/scale.md")
		.blocks()
		.stream()
		.filter((block) -> block.language().equals("sql"))
		.map(Block::text)
		.toList();

	private PartitionedTables() {
	}

	/**
	 * Creates a database whose sessions are partitioned by hash and whose audit records
	 * are partitioned by month.
	 */
	public static TestDatabase create() {
		TestDatabase database = TestDatabase.postgresql().withTables();
		partition(database);
		return database;
	}

	/**
	 * Partitions the tables of a database, which keep their rows.
	 */
	static void partition(TestDatabase database) {
		database.execute(STATEMENTS.get(0), STATEMENTS.get(1));
	}

	/**
	 * Adds the next month of audit records, and removes the first.
	 */
	public static void nextMonth(TestDatabase database) {
		database.execute(STATEMENTS.get(2));
	}

}
