package io.github.jwtsecurity.docs;

import java.util.Map;

import io.github.jwtsecurity.endpoint.SessionTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class PasskeyLogin {

	private final Passkeys passkeys;

	private final SessionTokens sessionTokens;

	PasskeyLogin(Passkeys passkeys, SessionTokens sessionTokens) {
		this.passkeys = passkeys;
		this.sessionTokens = sessionTokens;
	}

	@PostMapping("/login/passkey")
	Map<String, Object> logIn(@RequestBody String assertion, HttpServletRequest request, HttpServletResponse response) {
		String userId = this.passkeys.verify(assertion);
		return this.sessionTokens.logIn(userId, request, response)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
	}

}
