package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.password.ForeignHashes;
import io.github.jwtsecurity.docs.Page.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the statements of {@code docs/import.md} with the tables of each system, on
 * PostgreSQL.
 */
class ImportDocumentationTests {

	private static final List<String> STATEMENTS = Page.of("docs/import.md")
		.blocks()
		.stream()
		.filter((block) -> block.language().equals("sql"))
		.map(Block::text)
		.toList();

	@ParameterizedTest
	@EnumSource(Source.class)
	void usersLogInAndTheirHashesAreReplaced(Source source) {
		TestDatabase database = TestDatabase.postgresql().withTables();
		JdbcClient client = JdbcClient.create(database.dataSource());
		database.execute(source.tables);
		for (int i = 0; i < 2; i++) {
			client.sql(source.statement()).update();
		}
		assertThat(account(client)).containsExactly(source.id, "Alice@example.com", "alice@example.com",
				"2024-05-06 07:08:09", source.lastLogin, true);
		assertThat(formats(client)).containsExactly(source.format);
		String[] properties = Stream
			.concat(Stream.of(database.properties()), Stream.of("jwt-security.jdbc.initialize-schema=never"))
			.toArray(String[]::new);
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class, properties)) {
			assertThat(logIn(server, "Wrong-horse-1")).isEqualTo(401);
			assertThat(formats(client)).containsExactly(source.format);
			assertThat(logIn(server, source.password)).isEqualTo(200);
			assertThat(formats(client)).containsExactly("{argon2}");
			assertThat(logIn(server, source.password)).isEqualTo(200);
		}
	}

	@Test
	void everyStatementIsTested() {
		assertThat(STATEMENTS.stream().filter((statement) -> statement.startsWith("INSERT INTO jwt_security_user")))
			.containsExactlyInAnyOrderElementsOf(Stream.of(Source.values()).map(Source::statement).toList());
	}

	private static int logIn(NoteServer server, String password) {
		return server.json()
			.post("/api/auth/login", Map.of("email", "alice@example.com", "password", password))
			.status();
	}

	/**
	 * Returns the columns of the only account.
	 */
	private static List<Object> account(JdbcClient client) {
		return client.sql("""
				SELECT id, email, email_normalized, created_at, last_login_at, enabled FROM jwt_security_user
				""")
			.query((row, number) -> Stream
				.<Object>of(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
						String.valueOf(row.getString(5)), row.getBoolean(6))
				.toList())
			.single();
	}

	/**
	 * Returns the formats of the hashes, with the query of the page.
	 */
	private static List<String> formats(JdbcClient client) {
		return client.sql(statement("GROUP BY format")).query((row, number) -> row.getString("format")).list();
	}

	private static String statement(String part) {
		return STATEMENTS.stream().filter((statement) -> statement.contains(part)).findFirst().orElseThrow();
	}

	/** A system with its tables, and with users of whom one has a password. */
	enum Source {

		BETTER_AUTH("FROM \"user\"", "{better-auth}", "4nOpQrStUvWxYz0123456aBcDeFgHi", null, """
				CREATE TABLE "user" (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL,
				  "createdAt" TIMESTAMPTZ NOT NULL);
				CREATE TABLE account (id TEXT PRIMARY KEY, "providerId" TEXT NOT NULL, "userId" TEXT NOT NULL,
				  password TEXT);
				INSERT INTO "user" VALUES
				  ('4nOpQrStUvWxYz0123456aBcDeFgHi', 'Alice', 'Alice@example.com', '2024-05-06 09:08:09+02'),
				  ('other', 'Bob', 'bob@example.com', '2024-05-06 09:08:09+02');
				INSERT INTO account VALUES
				  ('1', 'credential', '4nOpQrStUvWxYz0123456aBcDeFgHi',
				    '4f8a55107e5f30d7ae951dc3e7ba136e:88f4841ce459e8cf100bedc907163eaf386a73bb5b02a95f6fa50b79717780b3'
				    || '0c2ad6a0c8544020d1e0f607d406f71d2a4be7faa023c3f1bc341f0aa54ceecd'),
				  ('2', 'github', '4nOpQrStUvWxYz0123456aBcDeFgHi', NULL),
				  ('3', 'github', 'other', NULL);
				""", "correct horse battery staple"),

		DEVISE("FROM users", "$2a$", "17", "2025-05-06 07:08:09", """
				CREATE TABLE users (id BIGSERIAL PRIMARY KEY, email VARCHAR NOT NULL DEFAULT '',
				  encrypted_password VARCHAR NOT NULL DEFAULT '', last_sign_in_at TIMESTAMP(6),
				  created_at TIMESTAMP(6) NOT NULL);
				INSERT INTO users VALUES
				  (17, 'Alice@example.com', '%s', '2025-05-06 07:08:09', '2024-05-06 07:08:09'),
				  (18, 'bob@example.com', '', NULL, '2024-05-06 07:08:09'),
				  (19, 'carol@xn--bcher-kva.example', '$2a$10$', NULL, '2024-05-06 07:08:09');
				""".formatted(ForeignHashes.BCRYPT)),

		DJANGO("FROM auth_user", "pbkdf2_sha256$", "17", "2025-05-06 07:08:09", """
				CREATE TABLE auth_user (id SERIAL PRIMARY KEY, password VARCHAR(128) NOT NULL, last_login TIMESTAMPTZ,
				  email VARCHAR(254) NOT NULL, is_active BOOLEAN NOT NULL, date_joined TIMESTAMPTZ NOT NULL);
				INSERT INTO auth_user VALUES
				  (17, '%s', '2025-05-06 09:08:09+02', 'Alice@example.com', TRUE, '2024-05-06 09:08:09+02'),
				  (18, '!unusable', NULL, 'bob@example.com', TRUE, '2024-05-06 09:08:09+02'),
				  (19, 'pbkdf2_sha256$1$', NULL, '', TRUE, '2024-05-06 09:08:09+02');
				""".formatted(ForeignHashes.DJANGO)),

		FIREBASE("FROM firebase_export", "$fbscrypt$", "Xy7kLm9nOpQrStUvWxYz0123456a", "2025-05-06 07:08:09",
				"CREATE TABLE firebase_export (document JSONB NOT NULL);"
						+ """
								INSERT INTO firebase_export VALUES ('{"users": [
								  {"localId": "Xy7kLm9nOpQrStUvWxYz0123456a", "email": "Alice@example.com", "emailVerified": true,
								    "passwordHash": "%s", "salt": "%s", "lastSignedInAt": "1746515289000",
								    "createdAt": "1714979289000", "providerUserInfo": []},
								  {"localId": "other", "email": "bob@example.com", "createdAt": "1714979289000",
								    "providerUserInfo": [{"providerId": "google.com"}]},
								  {"localId": "anonymous", "createdAt": "1714979289000"}
								]}');
								"""
							.formatted(ForeignHashes.FIREBASE_HASH.replace('+', '-').replace('/', '_'),
									ForeignHashes.FIREBASE_SALT)),

		KEYCLOAK("FROM user_entity", "{keycloak}", "6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a11", null, """
				CREATE TABLE user_entity (id VARCHAR(36) PRIMARY KEY, email VARCHAR(255), enabled BOOLEAN NOT NULL,
				  realm_id VARCHAR(255), created_timestamp BIGINT);
				CREATE TABLE credential (id VARCHAR(36) PRIMARY KEY, type VARCHAR(255), user_id VARCHAR(36),
				  secret_data TEXT, credential_data TEXT);
				INSERT INTO user_entity VALUES
				  ('6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a11', 'Alice@example.com', TRUE, 'tasks', 1714979289000),
				  ('of-another-realm', 'bob@example.com', TRUE, 'master', 1714979289000),
				  ('without-password', 'carol@example.com', TRUE, 'tasks', 1714979289000);
				INSERT INTO credential VALUES
				  ('1', 'password', '6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a11', '%2$s', '%1$s'),
				  ('2', 'otp', '6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a11', '{}', '{}'),
				  ('3', 'password', 'of-another-realm', '%2$s', '%1$s');
				""".formatted(ForeignHashes.KEYCLOAK.toArray())),

		SUPABASE("FROM auth.users", "$2a$", "6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a11", "2025-05-06 07:08:09", """
				CREATE SCHEMA auth;
				CREATE TABLE auth.users (id UUID PRIMARY KEY, email VARCHAR(255), encrypted_password VARCHAR(255),
				  last_sign_in_at TIMESTAMPTZ, created_at TIMESTAMPTZ, banned_until TIMESTAMPTZ,
				  is_sso_user BOOLEAN NOT NULL DEFAULT FALSE, deleted_at TIMESTAMPTZ);
				INSERT INTO auth.users VALUES
				  ('6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a11', 'Alice@example.com', '%s', '2025-05-06 09:08:09+02',
				    '2024-05-06 09:08:09+02', NULL, FALSE, NULL),
				  ('6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a12', 'bob@example.com', '', NULL, '2024-05-06 09:08:09+02', NULL,
				    FALSE, NULL),
				  ('6f7d1c1e-4f0c-4a53-9d3e-0f3f6c1f2a13', 'carol@example.com', '%1$s', NULL, '2024-05-06 09:08:09+02',
				    NULL, FALSE, '2025-05-06 09:08:09+02');
				""".formatted(ForeignHashes.BCRYPT));

		private final String part;

		private final String format;

		private final String id;

		private final String lastLogin;

		private final String tables;

		private final String password;

		Source(String part, String format, String id, String lastLogin, String tables) {
			this(part, format, id, lastLogin, tables, ForeignHashes.PASSWORD);
		}

		Source(String part, String format, String id, String lastLogin, String tables, String password) {
			this.part = part;
			this.format = format;
			this.id = id;
			this.lastLogin = String.valueOf(lastLogin);
			this.tables = tables;
			this.password = password;
		}

		private String statement() {
			return ImportDocumentationTests.statement(this.part);
		}

	}

}
