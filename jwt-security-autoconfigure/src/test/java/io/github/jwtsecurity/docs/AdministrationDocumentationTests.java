package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/administration.md}.
 */
class AdministrationDocumentationTests {

	private static final Page PAGE = Page.of("docs/administration.md");

	private static final String ADMINISTRATION = "jwt-security.accounts.admin-authorities=SCOPE_admin";

	private static final Map<String, String> ALICE = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	@Test
	void authorityIsGrantedAndRevoked() {
		try (NoteServer server = NoteServer.startWithAccounts(Publishers.class)) {
			Publishers publishers = server.bean(Publishers.class);
			String userId = server.json().post("/api/auth/signup", ALICE).userId();
			assertThat(publishers.promote(userId)).isTrue();
			Answer publisher = logIn(server);
			assertThat(TestTokens.payload(publisher.token()).path("scope").asString()).isEqualTo("notes:publish");
			assertThat(publishers.demote(userId)).isTrue();
			server.json().get("/api/auth/me", publisher.bearer()).refused(401, "token_invalid");
		}
	}

	@Test
	void firstAdministratorIsConfigured() {
		String[] database = TestDatabase.h2().properties();
		String userId;
		try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class, database)) {
			userId = server.json().post("/api/auth/signup", ALICE).userId();
		}
		for (int start = 0; start < 2; start++) {
			try (NoteServer server = NoteServer.startWithAccounts(AppointedAdministrator.class,
					Stream.concat(Stream.of(database), Stream.of(ADMINISTRATION, "notes.administrator=" + userId))
						.toArray(String[]::new))) {
				assertThat(server.json().get("/api/auth/accounts/" + userId, logIn(server).bearer()).status())
					.isEqualTo(200);
			}
		}
	}

	@Test
	void firstAdministratorIsInserted() {
		String statement = PAGE.blocks()
			.stream()
			.filter((block) -> block.language().equals("sql"))
			.map((block) -> block.text().replace(";", ""))
			.findFirst()
			.orElseThrow();
		TestDatabase.each().forEach((database) -> {
			String[] properties = Stream
				.concat(Stream.of(database.properties()),
						Stream.of(ADMINISTRATION, "jwt-security.jdbc.initialize-schema=always"))
				.toArray(String[]::new);
			try (NoteServer server = NoteServer.startWithAccounts(NoteRoutes.class, properties)) {
				Answer user = server.json().post("/api/auth/signup", ALICE);
				String path = "/api/auth/accounts/" + user.userId();
				server.json().get(path, user.bearer()).refused(403, "access_denied");
				assertThat(JdbcClient.create(database.dataSource())
					.sql(statement.replace("3f0c6a5e-6f0d-4c57-9a43-5d1a2f7f9b10", user.userId()))
					.update()).isOne();
				assertThat(server.json().get(path, logIn(server).bearer()).status()).isEqualTo(200);
			}
		});
	}

	@Test
	void accountIsAsShown() {
		JsonNode shown = PAGE.json().get(0);
		try (NoteServer server = NoteServer.startWithAccounts(Publishers.class, ADMINISTRATION)) {
			String userId = server.json().post("/api/auth/signup", ALICE).userId();
			server.bean(Publishers.class).promote(userId);
			server.bean(AccountService.class).grant(userId, "admin", Client.UNKNOWN);
			JsonNode account = server.json().get("/api/auth/accounts/" + userId, logIn(server).bearer()).json();
			assertThat(List.copyOf(account.propertyNames())).isEqualTo(List.copyOf(shown.propertyNames()));
		}
	}

	private static Answer logIn(NoteServer server) {
		return server.json().post("/api/auth/login", ALICE);
	}

}
