package io.github.jwtsecurity.sample.task;

import java.net.URI;
import java.util.List;

import io.github.jwtsecurity.ownership.CurrentUserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The endpoints for the tasks of the user in the path. The starter refuses all other
 * users, and the handlers use only the user id of the token.
 */
@RestController
@RequestMapping(path = "/api/{user_id}/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
final class TaskController {

	private static final String MERGE_PATCH_JSON = "application/merge-patch+json";

	private final TaskService tasks;

	private final TaskMergePatch mergePatch;

	TaskController(TaskService tasks, TaskMergePatch mergePatch) {
		this.tasks = tasks;
		this.mergePatch = mergePatch;
	}

	@GetMapping
	List<Task> list(@CurrentUserId String userId) {
		return this.tasks.list(userId);
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Task> create(@CurrentUserId String userId, @Valid @RequestBody TaskContent content,
			HttpServletRequest request) {
		Task task = this.tasks.create(userId, content);
		return ResponseEntity.created(URI.create(request.getRequestURI() + "/" + task.id())).body(task);
	}

	@GetMapping("/{task_id}")
	Task get(@CurrentUserId String userId, @PathVariable("task_id") String id) {
		return this.tasks.get(userId, id);
	}

	@PutMapping(path = "/{task_id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	Task replace(@CurrentUserId String userId, @PathVariable("task_id") String id,
			@Valid @RequestBody TaskContent content) {
		return this.tasks.update(userId, id, (current) -> content);
	}

	@PatchMapping(path = "/{task_id}", consumes = { MERGE_PATCH_JSON, MediaType.APPLICATION_JSON_VALUE })
	Task patch(@CurrentUserId String userId, @PathVariable("task_id") String id, @RequestBody ObjectNode patch) {
		return this.tasks.update(userId, id, (current) -> this.mergePatch.apply(patch, current));
	}

	@DeleteMapping("/{task_id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@CurrentUserId String userId, @PathVariable("task_id") String id) {
		this.tasks.delete(userId, id);
	}

}
