package io.github.jwtsecurity.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.token.AccessTokenIssuer;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Makes the answers with a token (RFC 6749, section 5.1) and with a user.
 */
final class TokenResponses {

	private final AccessTokenIssuer tokenIssuer;

	private final Duration lifetime;

	TokenResponses(AccessTokenIssuer tokenIssuer, Duration lifetime) {
		this.tokenIssuer = tokenIssuer;
		this.lifetime = lifetime;
	}

	Map<String, Object> create(Account account) {
		Jwt token = this.tokenIssuer.issue(account.id(), account.email(), this.lifetime);
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("access_token", token.getTokenValue());
		response.put("token_type", "Bearer");
		response.put("expires_in", Duration.between(token.getIssuedAt(), token.getExpiresAt()).toSeconds());
		response.put("user", user(account));
		return response;
	}

	static Map<String, Object> user(Account account) {
		Map<String, Object> user = new LinkedHashMap<>();
		user.put("user_id", account.id());
		user.put("email", account.email());
		user.put("created_at", account.createdAt().toString());
		user.put("last_login_at", Objects.toString(account.lastLoginAt(), null));
		return user;
	}

}
