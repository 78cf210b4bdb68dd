package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.ownership.OwnedBy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * An example of method security: a service that checks the owner itself, and a controller
 * without a guarded path variable.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class OwnedNotes {

	@Bean
	NoteService noteService() {
		return new NoteService();
	}

	static class NoteService {

		@OwnedBy("#userId")
		List<String> list(String userId) {
			return List.of("a note of " + userId);
		}

		@OwnedBy("#note.owner")
		void save(OwnedNote note) {
		}

		@PostAuthorize("@jwtSecurityOwner.is(returnObject.owner)")
		OwnedNote find(long id) {
			return new OwnedNote(id, (id % 2 == 0) ? "alice" : "bob");
		}

	}

	record OwnedNote(long id, String owner) {
	}

	@RestController
	static class OwnedNoteController {

		private final NoteService notes;

		OwnedNoteController(NoteService notes) {
			this.notes = notes;
		}

		@GetMapping("/archive/{id}")
		String note(@PathVariable long id) {
			return this.notes.find(id).owner();
		}

		@GetMapping("/archive")
		List<String> notes(String of) {
			return this.notes.list(of);
		}

	}

}
