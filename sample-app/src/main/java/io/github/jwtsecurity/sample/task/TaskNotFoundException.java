package io.github.jwtsecurity.sample.task;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Thrown when the user has no such task, whether or not another user has one.
 */
final class TaskNotFoundException extends ResponseStatusException {

	TaskNotFoundException() {
		super(HttpStatus.NOT_FOUND, "There is no such task.");
	}

}
