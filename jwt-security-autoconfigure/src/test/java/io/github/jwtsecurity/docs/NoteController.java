package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NoteController {

	private final Notes notes;

	NoteController(Notes notes) {
		this.notes = notes;
	}

	@GetMapping("/api/{user_id}/notes")
	List<String> list(@CurrentUserId String userId) {
		return this.notes.of(userId);
	}

	@GetMapping("/me")
	String me(@CurrentUserId String userId, @AuthenticationPrincipal Jwt token) {
		return userId + " has the address " + token.getClaimAsString("email");
	}

}
