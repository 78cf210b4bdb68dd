package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NoteQuota {

	@PostMapping("/api/{user_id}/notes")
	void add(@CurrentUserId String userId) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
				"There is no room for another note.");
		problem.setProperty("code", "quota_exceeded");
		throw new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
	}

}
