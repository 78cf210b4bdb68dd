package io.github.jwtsecurity.token;

/**
 * Thrown when a setting differs from that of the build, which decided about the beans of
 * the application.
 */
final class ChangedConditionException extends RuntimeException {

	ChangedConditionException(String name, String atBuildTime, String now) {
		super("The application was processed ahead of time, when %s was %s, but now it is %s.".formatted(name,
				atBuildTime, now));
	}

}
