package com.example.notes;

import java.util.List;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	@GetMapping("/api/{user_id}/notes")
	List<String> notes(@CurrentUserId String userId) {
		return List.of("a note of " + userId);
	}

}
