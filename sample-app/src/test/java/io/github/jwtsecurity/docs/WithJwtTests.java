package io.github.jwtsecurity.docs;

import com.c4_soft.springaddons.security.oauth2.test.annotations.WithJwt;
import io.github.jwtsecurity.ownership.CurrentUserId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the annotation of spring-addons.
 */
@WebMvcTest
class WithJwtTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	@WithJwt(json = """
			{"user_id": "alice", "sub": "alice", "email": "alice@example.com"}
			""")
	void notesAreForTheirOwnerAlone() {
		assertThat(this.mvc.get().uri("/api/alice/notes")).hasStatus(200).bodyText().isEqualTo("alice");
		assertThat(this.mvc.get().uri("/api/bob/notes")).hasStatus(403);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(NoteController.class)
	static class Application {

	}

	@RestController
	static class NoteController {

		@GetMapping("/api/{user_id}/notes")
		String list(@CurrentUserId String userId) {
			return userId;
		}

	}

}
