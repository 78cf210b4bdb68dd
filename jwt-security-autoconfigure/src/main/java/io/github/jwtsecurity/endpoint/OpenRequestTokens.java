package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.HeaderBearerTokenResolver;
import io.github.jwtsecurity.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A verifier of the access tokens of requests to open operations, which the filter chain
 * does not verify.
 */
final class OpenRequestTokens {

	private final JwtDecoder jwtDecoder;

	private final UserIds userIds;

	private final HeaderBearerTokenResolver headerResolver = new HeaderBearerTokenResolver();

	OpenRequestTokens(JwtDecoder jwtDecoder, UserIds userIds) {
		this.jwtDecoder = jwtDecoder;
		this.userIds = userIds;
	}

	/**
	 * Verifies the access token in the header of a request.
	 * @return the result, {@code null} if there is no token
	 */
	@Nullable Verified verifyHeader(HttpServletRequest request) {
		try {
			return verify(this.headerResolver.resolve(request));
		}
		catch (OAuth2AuthenticationException ex) {
			return new Verified(null, null, Problem.invalidHeader());
		}
	}

	/**
	 * Verifies an access token. A token of a further issuer is refused, since its user
	 * has no session here.
	 * @return the result, {@code null} if there is no token
	 */
	@Nullable Verified verify(@Nullable String token) {
		if (token == null) {
			return null;
		}
		try {
			Jwt jwt = this.jwtDecoder.decode(token);
			return this.userIds.isOfHome(jwt) ? new Verified(jwt, this.userIds.sessionIdOf(jwt), null)
					: new Verified(null, null, AccountProblems.noAccount());
		}
		catch (JwtException ex) {
			return new Verified(null, null, Problem.of(ex));
		}
	}

	/**
	 * The result of the verification of an access token.
	 *
	 * @param jwt the token, {@code null} if it is refused
	 * @param sessionId the id of the token's session, {@code null} for none
	 * @param problem the reason for the refusal, {@code null} if the token is accepted
	 */
	record Verified(@Nullable Jwt jwt, @Nullable String sessionId, @Nullable Problem problem) {

		/**
		 * Returns a text without the token.
		 */
		@Override
		public String toString() {
			return "Verified[problem=" + this.problem + "]";
		}

	}

}
