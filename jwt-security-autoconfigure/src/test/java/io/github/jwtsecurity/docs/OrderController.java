package io.github.jwtsecurity.docs;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller with two holes.
 */
@RestController
class OrderController {

	private final Notes notes;

	OrderController(Notes notes) {
		this.notes = notes;
	}

	@GetMapping("/users/{id}/orders")
	List<String> orders(@PathVariable("id") String id) {
		return this.notes.of(id);
	}

	@GetMapping("/orders")
	List<String> search(@RequestParam("user_id") String userId) {
		return this.notes.of(userId);
	}

}
