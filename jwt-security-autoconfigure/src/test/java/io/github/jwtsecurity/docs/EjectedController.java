package io.github.jwtsecurity.docs;

import java.security.Principal;
import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EjectedController {

	private final Notes notes;

	EjectedController(Notes notes) {
		this.notes = notes;
	}

	@GetMapping("/api/{user_id}/notes")
	List<String> list(Principal user) {
		return this.notes.of(user.getName());
	}

	@GetMapping("/me")
	String me(Principal user) {
		return user.getName();
	}

	@PostMapping("/api/{user_id}/notes")
	void add(Principal user) {
		this.notes.of(user.getName());
	}

}
