package com.example.notes;

import java.util.Optional;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@SpringBootApplication
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	@Controller
	static class Queries {

		@QueryMapping
		String me(@CurrentUserId String verified, @Argument String userId) {
			return verified + " asks for " + userId;
		}

		@QueryMapping
		String optional(@CurrentUserId Optional<String> userId) {
			return userId.orElse("nobody");
		}

		@QueryMapping
		Note note() {
			return new Note("bob");
		}

		@SchemaMapping(typeName = "Note")
		String owner(@CurrentUserId String userId) {
			return userId;
		}

	}

	record Note(String owner) {
	}

}
