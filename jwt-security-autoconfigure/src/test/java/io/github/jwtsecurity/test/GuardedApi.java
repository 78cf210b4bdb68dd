package io.github.jwtsecurity.test;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller whose paths have a user id. An application guards them unless its filters
 * or interceptors prevent that.
 */
@RestController
class GuardedApi {

	@GetMapping({ "/api/{user_id}/notes", "/api/{user_id}/maintained", "/api/{user_id}/cached",
			"/api/{user_id}/softened", "/ignored/{user_id}", "/internal/{user_id}/notes" })
	String ofUser(@PathVariable("user_id") String userId) {
		return "of " + userId;
	}

}
