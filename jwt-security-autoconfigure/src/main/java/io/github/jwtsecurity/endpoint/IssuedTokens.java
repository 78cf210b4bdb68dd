package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.session.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The tokens that a user gets at signup, login and refresh.
 *
 * @param account the account
 * @param session the session
 * @param accessToken the access token
 * @param refreshToken the refresh token
 * @param deviceToken the device token, {@code null} for none
 */
record IssuedTokens(Account account, Session session, Jwt accessToken, String refreshToken,
		@Nullable String deviceToken) {

	static final String DEVICE_TOKEN = "device_token";

	/**
	 * Returns the token response (RFC 6749, section 5.1), except for tokens that are
	 * delivered in cookies.
	 * @param delivery the delivery of the tokens
	 */
	Map<String, Object> response(TokenDelivery delivery) {
		Map<String, Object> response = new LinkedHashMap<>();
		if (delivery.isAccessTokenInBody()) {
			response.put("access_token", this.accessToken.getTokenValue());
		}
		response.put("token_type", "Bearer");
		response.put("expires_in", lifetime(this.accessToken).toSeconds());
		if (delivery.isRefreshTokenInBody()) {
			response.put("refresh_token", this.refreshToken);
		}
		if (this.deviceToken != null && delivery == TokenDelivery.BODY) {
			response.put(DEVICE_TOKEN, this.deviceToken);
		}
		response.put("user", user(this.account));
		return response;
	}

	static Duration lifetime(Jwt token) {
		return Duration.between(token.getIssuedAt(), token.getExpiresAt());
	}

	static Map<String, Object> user(Account account) {
		Map<String, Object> user = new LinkedHashMap<>();
		user.put("user_id", account.id());
		user.put("email", account.email().text());
		user.put("email_verified", account.emailVerified());
		user.put("created_at", account.createdAt().toString());
		user.put("last_login_at", Objects.toString(account.lastLoginAt(), null));
		return user;
	}

	/**
	 * Returns a text without the tokens.
	 */
	@Override
	public String toString() {
		return "IssuedTokens[account=" + this.account + ", session=" + this.session + "]";
	}

}
