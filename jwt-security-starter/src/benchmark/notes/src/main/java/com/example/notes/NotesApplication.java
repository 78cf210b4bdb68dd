package com.example.notes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A minimal service, so that the cost of its security is visible.
 */
@SpringBootApplication
@RestController
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	@GetMapping("/api/{user_id}/notes")
	String notes(@PathVariable("user_id") String userId) {
		return "nothing noted";
	}

}
