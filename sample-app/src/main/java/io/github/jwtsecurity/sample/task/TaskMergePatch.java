package io.github.jwtsecurity.sample.task;

import java.util.Set;

import io.github.jwtsecurity.web.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ResponseStatusException;

/**
 * A JSON Merge Patch (RFC 7396) for tasks. The result must be valid for PUT too.
 */
@Component
final class TaskMergePatch {

	private final JsonMapper jsonMapper;

	private final Validator validator;

	TaskMergePatch(JsonMapper jsonMapper, Validator validator) {
		this.jsonMapper = jsonMapper;
		this.validator = validator;
	}

	TaskContent apply(ObjectNode patch, TaskContent content) {
		TaskContent patched = merge(patch, content);
		Set<ConstraintViolation<TaskContent>> violations = this.validator.validate(patched);
		if (!violations.isEmpty()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST, FieldError.problemOf(violations.stream()
				.map((violation) -> new FieldError(violation.getPropertyPath().toString(), violation.getMessage()))
				.toList()), null);
		}
		return patched;
	}

	/**
	 * Merges a patch into the content of a task. A member that is null is equivalent to a
	 * missing one, and no member is an object, so a merge only replaces members.
	 */
	private TaskContent merge(ObjectNode patch, TaskContent content) {
		ObjectNode merged = this.jsonMapper.valueToTree(content);
		try {
			return this.jsonMapper.treeToValue(merged.setAll(patch), TaskContent.class);
		}
		catch (JacksonException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The patch does not fit a task.", ex);
		}
	}

}
