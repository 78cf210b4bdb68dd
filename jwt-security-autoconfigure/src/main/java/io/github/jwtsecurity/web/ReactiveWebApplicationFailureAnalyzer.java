package io.github.jwtsecurity.web;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A failure analyzer for {@link ReactiveWebApplicationException}.
 */
final class ReactiveWebApplicationFailureAnalyzer extends AbstractFailureAnalyzer<ReactiveWebApplicationException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ReactiveWebApplicationException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"""
						Do one of these:
						  - Use spring-boot-starter-webmvc instead of spring-boot-starter-webflux. If both are there on purpose, \
						set spring.main.web-application-type=servlet.
						  - Remove jwt-security-starter.""",
				cause);
	}

}
