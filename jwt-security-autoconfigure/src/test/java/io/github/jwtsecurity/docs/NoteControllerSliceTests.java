package io.github.jwtsecurity.docs;

import java.time.Duration;

import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(controllers = NoteController.class, properties = "jwt-security.secret=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n")
@Import(Notes.class)
class NoteControllerSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private AccessTokenIssuer tokens;

	@Test
	void notesAreForTheirOwnerAlone() {
		String token = this.tokens.issue("alice", "alice@example.com", Duration.ofMinutes(5)).getTokenValue();
		assertThat(this.mvc.get().uri("/api/alice/notes").header("Authorization", "Bearer " + token)).hasStatus(200);
		assertThat(this.mvc.get().uri("/api/bob/notes").header("Authorization", "Bearer " + token)).hasStatus(403);
		assertThat(this.mvc.get().uri("/api/alice/notes")).hasStatus(401);
		assertThat(this.mvc.get().uri("/api/alice/notes?userId=bob")).hasStatus(401);
	}

}
