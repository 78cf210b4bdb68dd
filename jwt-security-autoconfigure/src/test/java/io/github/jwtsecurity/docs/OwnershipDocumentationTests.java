package io.github.jwtsecurity.docs;

import java.util.Map;

import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.ownership.RouteInspector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/ownership.md} and of the README, over real HTTP.
 */
class OwnershipDocumentationTests {

	private static final String ALICE = TestTokens.validFor("alice");

	@Test
	void handlersWithAUserIdAreGuarded() {
		try (NoteServer server = NoteServer.start(NoteRoutes.class)) {
			for (String path : new String[] { "/api/%s/notes", "/fn/%s/notes" }) {
				Response own = server.get(path.formatted("alice"), ALICE);
				assertThat(own.status()).as(path).isEqualTo(200);
				assertThat(own.body()).contains("a note of alice");
				server.get(path.formatted("bob"), ALICE).refused(403, "not_owner");
				server.get(path.formatted("bob")).refused(401, "token_missing");
			}
			assertThat(server.get("/me", ALICE).body()).isEqualTo("alice has the address someone@example.com");
			server.get("/me").refused(401, "token_missing");
		}
	}

	@Test
	void ownChainKeepsTheRule() {
		try (NoteServer server = NoteServer.start(OwnChain.class)) {
			Map<String, Object> claims = TestTokens.claims("alice");
			claims.put("scope", "notes");
			String scoped = TestTokens.sign(claims);
			assertThat(server.get("/api/alice/notes", scoped).status()).isEqualTo(200);
			server.get("/api/bob/notes", scoped).refused(403, "not_owner");
			server.get("/api/alice/notes", ALICE).refused(403, "access_denied");
			server.get("/fn/bob/notes", ALICE).refused(403, "not_owner");
			server.get("/me").refused(401, "token_missing");
			assertThat(server.get("/news/nothing").status()).isEqualTo(404);
		}
	}

	@Test
	void managerByHandGuardsWhatIsNoMapping() {
		try (NoteServer server = NoteServer.start(OwnedFiles.class)) {
			assertThat(server.get("/files/alice/a.txt", ALICE).status()).isEqualTo(200);
			server.get("/files/bob/a.txt", ALICE).refused(403, "not_owner");
			server.get("/files/alice/a.txt").refused(401, "token_missing");
		}
	}

	@Test
	void patternGuardsWhatIsNoMapping() {
		try (NoteServer server = NoteServer.start(NoteRoutes.class,
				"jwt-security.ownership.patterns=/files/{user_id}/**")) {
			assertThat(server.get("/files/alice/a.txt", ALICE).status()).isEqualTo(200);
			server.get("/files/bob/a.txt", ALICE).refused(403, "not_owner");
			server.get("/files/alice/a.txt").refused(401, "token_missing");
		}
	}

	@Test
	void ownResolverTellsTheUser() {
		try (NoteServer server = NoteServer.start(PrefixedUserIds.class)) {
			String token = TestTokens.validFor(42);
			assertThat(server.get("/api/u-42/notes", token).body()).contains("a note of u-42");
			server.get("/api/42/notes", token).refused(403, "not_owner");
		}
	}

	@Test
	void reportNamesWhatIsNotGuarded() {
		try (NoteServer server = NoteServer.start(OwnedFiles.class)) {
			assertThat(new RouteHoles().holes(server.bean(RouteInspector.class))).containsExactly("* /files/*");
		}
		try (NoteServer server = NoteServer.start(NoteRoutes.class, "jwt-security.ownership.variables=owner",
				"jwt-security.ownership.acknowledged=/fn/**")) {
			assertThat(new RouteHoles().holes(server.bean(RouteInspector.class))).contains("GET /api/{user_id}/notes")
				.noneMatch((route) -> route.contains("/fn/"));
		}
	}

}
