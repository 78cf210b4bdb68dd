package com.example.notes;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.annotation.KeySpace;
import org.springframework.data.map.repository.config.EnableMapRepositories;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.rest.webmvc.BasePathAwareController;
import org.springframework.data.rest.webmvc.RepositoryRestController;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

@SpringBootApplication
@EnableMapRepositories(considerNestedRepositories = true)
public class NotesApplication {

	public static void main(String[] args) {
		SpringApplication.run(NotesApplication.class, args);
	}

	@KeySpace("notes")
	public record Note(@Id String id, String text) {
	}

	public interface NoteRepository extends CrudRepository<Note, String> {

	}

	@BasePathAwareController
	static class BasePathController {

		@GetMapping("/me")
		@ResponseBody
		String me(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/{user_id}/mine")
		@ResponseBody
		String mine(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

	@RepositoryRestController
	static class RepositoryController {

		@GetMapping("/notes/me")
		@ResponseBody
		String me(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/notes/of/{user_id}")
		@ResponseBody
		String of(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

}
