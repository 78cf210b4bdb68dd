package io.github.jwtsecurity.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.session.Session;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The endpoint that lists the sessions of a user and ends them.
 */
@Controller
final class SessionEndpoint extends AccountEndpoint {

	private final SessionService sessionService;

	private final UserIds userIds;

	private final TokenCookies cookies;

	SessionEndpoint(SessionService sessionService, UserIds userIds, TokenCookies cookies, ProblemWriter problemWriter) {
		super(problemWriter);
		this.sessionService = sessionService;
		this.userIds = userIds;
		this.cookies = cookies;
	}

	@AccountOperation(method = RequestMethod.GET, path = "/sessions")
	Answer list(@Nullable Authentication authentication) {
		String userId = userId(this.userIds, authentication);
		String current = sessionId(this.userIds, authentication);
		List<Map<String, Object>> sessions = this.sessionService.sessionsOf(userId)
			.stream()
			.map((session) -> describe(session, current))
			.toList();
		return Answer.ok(Map.of("sessions", sessions));
	}

	@AccountOperation(method = RequestMethod.DELETE, path = "/sessions/{id}")
	Answer end(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) {
		String userId = userId(this.userIds, authentication);
		if (!this.sessionService.end(id, userId, Reason.REVOKED, client(request))) {
			throw new ProblemException(Problem.of(ErrorCode.NOT_FOUND));
		}
		if (id.equals(sessionId(this.userIds, authentication))) {
			this.cookies.clear(response);
		}
		return Answer.noContent();
	}

	/**
	 * Ends all sessions of the user, including that of the request.
	 */
	@AccountOperation(method = RequestMethod.DELETE, path = "/sessions")
	Answer endAll(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
		this.sessionService.endAll(userId(this.userIds, authentication), null, Reason.REVOKED, client(request));
		this.cookies.clear(response);
		return Answer.noContent();
	}

	private static Map<String, Object> describe(Session session, @Nullable String current) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("id", session.id());
		description.put("created_at", session.createdAt().toString());
		description.put("last_used_at", session.lastUsedAt().toString());
		description.put("expires_at", session.expiresAt().toString());
		description.put("user_agent", session.userAgent());
		description.put("address", session.address());
		description.put("current", session.id().equals(current));
		return description;
	}

}
