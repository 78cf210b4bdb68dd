package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the partitions of {@code docs/scale.md}, with a service.
 */
class ScaleDocumentationTests {

	private static final Map<String, String> ALICE = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	/**
	 * The scripts of the library are for plain tables, and find their tables and indexes
	 * in place.
	 */
	@Test
	void sessionsAndAuditRecordsArePartitionedAndKept() {
		TestDatabase database = TestDatabase.postgresql().withTables();
		List<String> indexes = indexes(database);
		String token;
		try (NoteServer server = start(database, "never")) {
			Answer user = server.json().post("/api/auth/signup", ALICE);
			token = user.refreshToken();
		}
		PartitionedTables.partition(database);
		for (String initialization : List.of("never", "always")) {
			try (NoteServer server = start(database, initialization)) {
				Answer refreshed = server.json().post("/api/auth/refresh", Map.of("refresh_token", token));
				assertThat(refreshed.status()).isEqualTo(200);
				token = refreshed.refreshToken();
				Answer other = server.json().post("/api/auth/login", ALICE);
				assertThat(server.json().post("/api/auth/logout", "{}", other.bearer()).status()).isEqualTo(204);
			}
		}
		assertThat(count(database, "SELECT COUNT(*) FROM jwt_security_session")).isEqualTo(3);
		assertThat(count(database, "SELECT COUNT(*) FROM pg_partition_tree('jwt_security_session') WHERE isleaf"))
			.isEqualTo(16);
		assertThat(count(database, "SELECT COUNT(*) FROM jwt_security_audit")).isEqualTo(9);
		assertThat(indexes(database)).isEqualTo(indexes);
	}

	@Test
	void lookUpByIdReadsOnePartition() {
		assertThat(JdbcClient.create(PartitionedTables.create().dataSource())
			.sql("EXPLAIN SELECT * FROM jwt_security_session WHERE id = '3f0c6a5e-6f0d-4c57-9a43-5d1a2f7f9b10'")
			.query(String.class)
			.list()).filteredOn((line) -> line.contains(" jwt_security_session_")).hasSize(1);
	}

	private static NoteServer start(TestDatabase database, String initialization) {
		return NoteServer.startWithAccounts(NoteRoutes.class, Stream
			.concat(Stream.of(database.properties()),
					Stream.of("jwt-security.jdbc.initialize-schema=" + initialization, "jwt-security.audit.store=jdbc"))
			.toArray(String[]::new));
	}

	private static List<String> indexes(TestDatabase database) {
		return JdbcClient.create(database.dataSource()).sql("""
				SELECT indexname FROM pg_indexes
				WHERE tablename IN ('jwt_security_session', 'jwt_security_audit')
				ORDER BY indexname
				""").query(String.class).list();
	}

	private static int count(TestDatabase database, String sql) {
		return JdbcClient.create(database.dataSource()).sql(sql).query(Integer.class).single();
	}

}
