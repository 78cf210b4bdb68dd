package com.example.notes;

import java.util.List;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	/**
	 * Publishes the port and the class loader, which differ after a restart.
	 */
	@EventListener
	void started(WebServerInitializedEvent event) {
		System.setProperty("notes.class-loader", getClass().getClassLoader().toString());
		System.setProperty("notes.port", Integer.toString(event.getWebServer().getPort()));
	}

	@RestController
	static class NoteController {

		@GetMapping("/api/{user_id}/notes")
		List<String> list(@CurrentUserId String userId) {
			return List.of("a note of " + userId);
		}

		@GetMapping("/users/{id}")
		String lookalike() {
			return "";
		}

	}

}
