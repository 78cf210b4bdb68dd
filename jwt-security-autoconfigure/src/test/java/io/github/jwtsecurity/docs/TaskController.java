package io.github.jwtsecurity.docs;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller whose routes need a sample value.
 */
@RestController
class TaskController {

	@GetMapping("/api/{user_id}/tasks/{task_id:T-[0-9]+}")
	String task(@PathVariable("user_id") String userId, @PathVariable("task_id") String taskId) {
		return taskId + " of " + userId;
	}

}
