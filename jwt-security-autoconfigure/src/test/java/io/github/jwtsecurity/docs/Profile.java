package io.github.jwtsecurity.docs;

import java.util.Map;

import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController("jwtSecurityMeEndpoint")
class Profile {

	@GetMapping("/api/auth/me")
	Map<String, String> me(@CurrentUserId String userId) {
		return Map.of("user_id", userId, "greeting", "Hello");
	}

}
