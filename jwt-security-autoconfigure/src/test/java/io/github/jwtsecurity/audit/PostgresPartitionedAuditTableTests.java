package io.github.jwtsecurity.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.docs.PartitionedTables;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresPartitionedAuditTableTests extends JdbcAuditTableTests {

	PostgresPartitionedAuditTableTests() {
		super(PartitionedTables::create);
	}

	@Test
	void insertWhenTheNextMonthHasBegunThenInItsPartitionAndTheFirstMonthIsGone() {
		TestDatabase database = PartitionedTables.create();
		insert(database, "2026-10-31T23:59:59.999999Z", "2026-11-01T00:00:00Z", "2026-11-30T23:59:59.999999Z",
				"2026-12-01T00:00:00Z");
		PartitionedTables.nextMonth(database);
		insert(database, "2027-01-31T23:59:59.999999Z", "2027-02-01T00:00:00Z");
		assertThat(JdbcClient.create(database.dataSource())
			.sql("SELECT tableoid::REGCLASS FROM jwt_security_audit ORDER BY occurred_at")
			.query(String.class)
			.list()).containsExactly("jwt_security_audit_other", "jwt_security_audit_2026_12",
					"jwt_security_audit_2027_01", "jwt_security_audit_other");
	}

	private static void insert(TestDatabase database, String... times) {
		JdbcAuditTable table = new JdbcAuditTable(database.dataSource());
		for (String time : times) {
			table.insert(List.of(new AuditRecord(Instant.parse(time), "LoggedIn", false, Map.of())));
		}
	}

}
