package io.github.jwtsecurity.session;

/**
 * Thrown when notifications of ended sessions are configured, but cannot be sent or
 * received.
 */
final class UnusableNotificationsException extends RuntimeException {

	private static final String PROPERTY = "jwt-security.sessions.revocation-notifications is true, but ";

	UnusableNotificationsException(String reason) {
		super(PROPERTY + reason + ".");
	}

	UnusableNotificationsException(String reason, RuntimeException cause) {
		super(PROPERTY + reason + ".", cause);
	}

}
