package io.github.jwtsecurity.token;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link ChangedConditionException}.
 */
final class ChangedConditionFailureAnalyzer extends AbstractFailureAnalyzer<ChangedConditionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ChangedConditionException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Build the application with the same setting: set it in application.yml, with a placeholder for a secret such as"
						+ " jwt-security.secret=${JWT_SECRET}, and set the profiles of the build. Or start the application without"
						+ " -Dspring.aot.enabled=true.",
				cause);
	}

}
