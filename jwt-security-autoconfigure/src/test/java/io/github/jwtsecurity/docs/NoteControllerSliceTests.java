package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.test.JwtUserRequestPostProcessor;
import io.github.jwtsecurity.test.WithJwtUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(NoteController.class)
@Import(Notes.class)
class NoteControllerSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	@WithJwtUser("alice")
	void notesAreForTheirOwnerAlone() {
		assertThat(this.mvc.get().uri("/api/alice/notes")).hasStatus(200);
		assertThat(this.mvc.get().uri("/api/bob/notes")).hasStatus(403);
	}

	@Test
	void notesNeedAToken() {
		assertThat(this.mvc.get().uri("/api/alice/notes")).hasStatus(401);
		assertThat(this.mvc.get().uri("/api/alice/notes?userId=bob")).hasStatus(401);
	}

	@Test
	@WithJwtUser(value = "alice", authorities = { "notes:read", "notes:write" }, claims = """
			{"tenant": "acme", "email": "alice@acme.example"}
			""")
	void tokenHasTheClaims() {
		assertThat(this.mvc.get().uri("/me")).bodyText().isEqualTo("alice has the address alice@acme.example");
	}

	@Test
	void usersTakeTurns() {
		RequestPostProcessor alice = JwtUserRequestPostProcessor.jwtUser("alice").authorities("notes:read");
		RequestPostProcessor bob = JwtUserRequestPostProcessor.jwtUser("bob").claim("tenant", "acme");
		assertThat(this.mvc.get().uri("/api/alice/notes").with(alice)).hasStatus(200);
		assertThat(this.mvc.get().uri("/api/alice/notes").with(bob)).hasStatus(403);
	}

}
