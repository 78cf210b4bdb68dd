package io.github.jwtsecurity.session;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link UnusableNotificationsException}.
 */
final class UnusableNotificationsFailureAnalyzer extends AbstractFailureAnalyzer<UnusableNotificationsException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnusableNotificationsException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Do one of these:
				  - Remove jwt-security.sessions.revocation-notifications. Each instance then knows the sessions that \
				other instances have ended within jwt-security.sessions.revocation-delay.
				  - Use PostgreSQL with the driver org.postgresql:postgresql, and keep the sessions in the library's \
				table, without a SessionRepository of your own.""", cause);
	}

}
