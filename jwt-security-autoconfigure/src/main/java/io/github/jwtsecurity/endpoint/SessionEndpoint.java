package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.session.Session;
import io.github.jwtsecurity.session.SessionService;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The endpoint that lists the sessions of a user and ends them.
 */
@Controller
final class SessionEndpoint extends AccountEndpoint {

	private final SessionService sessionService;

	private final UserIds userIds;

	private final FreshLogin freshLogin;

	SessionEndpoint(SessionService sessionService, UserIds userIds, FreshLogin freshLogin,
			ProblemWriter problemWriter) {
		super(problemWriter);
		this.freshLogin = freshLogin;
		this.sessionService = sessionService;
		this.userIds = userIds;
	}

	@AccountOperation(method = RequestMethod.GET, path = "/sessions")
	Answer list(@Nullable Authentication authentication) {
		String userId = userId(this.userIds, authentication);
		return Answer.ok(Map.of("sessions",
				describe(this.sessionService.sessionsOf(userId), sessionId(this.userIds, authentication))));
	}

	/**
	 * Ends a session of the user. That of the request is ended like by a logout.
	 */
	@AccountOperation(method = RequestMethod.DELETE, path = "/sessions/{id}", body = true)
	DeferredResult<Answer> end(@PathVariable("id") String id, HttpServletRequest request,
			@Nullable Authentication authentication) throws IOException {
		String userId = userId(this.userIds, authentication);
		String currentPassword = FreshLogin.currentPassword(request);
		Client client = client(request);
		if (id.equals(sessionId(this.userIds, authentication))) {
			end(id, userId, client);
			return answer(CompletableFuture.completedFuture(Answer.signedOut()));
		}
		return answer(this.freshLogin.check(userId, currentPassword, authentication, client, () -> {
			end(id, userId, client);
			return Answer.noContent();
		}));
	}

	private void end(String id, String userId, Client client) {
		if (!this.sessionService.end(id, userId, Reason.REVOKED, client)) {
			throw new ProblemException(Problem.of(ErrorCode.NOT_FOUND));
		}
	}

	/**
	 * Ends all sessions of the user, including that of the request.
	 */
	@AccountOperation(method = RequestMethod.DELETE, path = "/sessions", body = true)
	DeferredResult<Answer> endAll(HttpServletRequest request, @Nullable Authentication authentication)
			throws IOException {
		String userId = userId(this.userIds, authentication);
		String currentPassword = FreshLogin.currentPassword(request);
		Client client = client(request);
		return answer(this.freshLogin.check(userId, currentPassword, authentication, client, () -> {
			this.sessionService.endAll(userId, null, Reason.REVOKED, client);
			return Answer.signedOut();
		}));
	}

	/**
	 * Returns the descriptions of sessions for their user.
	 * @param sessions the sessions
	 * @param current the id of the session of the request, {@code null} for none
	 */
	static List<Map<String, Object>> describe(List<Session> sessions, @Nullable String current) {
		return sessions.stream().map((session) -> describe(session, current)).toList();
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
