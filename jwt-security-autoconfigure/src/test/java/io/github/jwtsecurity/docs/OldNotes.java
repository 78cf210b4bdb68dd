package io.github.jwtsecurity.docs;

import java.security.Principal;
import java.util.List;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OldNotes {

	private final Notes notes;

	OldNotes(Notes notes) {
		this.notes = notes;
	}

	@GetMapping("/old/{id}/notes")
	List<String> list(@PathVariable String id, Principal principal) {
		if (!id.equals(principal.getName())) {
			throw new AccessDeniedException("Not your notes");
		}
		return this.notes.of(id);
	}

	/**
	 * A handler without the comparison, as handlers tend to be.
	 */
	@GetMapping("/old/{id}/drafts")
	List<String> drafts(@PathVariable String id) {
		return this.notes.of(id);
	}

	@GetMapping("/old/{user_id}/archive")
	List<String> archive(@PathVariable("user_id") String userId) {
		return this.notes.of(userId);
	}

}
