package io.github.jwtsecurity.docs;

import java.time.Duration;

import io.github.jwtsecurity.token.AccessTokenIssuer;

import org.springframework.stereotype.Component;

@Component
class TokenDesk {

	private final AccessTokenIssuer issuer;

	TokenDesk(AccessTokenIssuer issuer) {
		this.issuer = issuer;
	}

	String tokenFor(String userId, String email) {
		return this.issuer.issue(userId, email, Duration.ofMinutes(15)).getTokenValue();
	}

}
