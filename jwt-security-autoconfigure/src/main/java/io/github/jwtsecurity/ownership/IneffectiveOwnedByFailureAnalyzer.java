package io.github.jwtsecurity.ownership;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link IneffectiveOwnedByException}.
 */
final class IneffectiveOwnedByFailureAnalyzer extends AbstractFailureAnalyzer<IneffectiveOwnedByException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, IneffectiveOwnedByException cause) {
		String list = String.join("\n", cause.faults().stream().map((fault) -> "  - " + fault).toList());
		if (cause.isMethodSecurityEnabled()) {
			return new FailureAnalysis(
					"@OwnedBy has no effect, since Spring Security cannot intercept the call:\n" + list,
					"Remove the modifier. If a bean is created too early, do not inject it into a"
							+ " BeanPostProcessor or another infrastructure bean, or inject it with ObjectProvider.",
					cause);
		}
		return new FailureAnalysis("@OwnedBy has no effect, since method security is off:\n" + list,
				"Add @EnableMethodSecurity to a configuration class, with prePostEnabled as it is by default.", cause);
	}

}
