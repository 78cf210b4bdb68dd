package io.github.jwtsecurity.web;

/**
 * Ends a request to one of the library's endpoints with a problem.
 */
final class ProblemException extends RuntimeException {

	private final transient Problem problem;

	ProblemException(Problem problem) {
		// A refusal is an outcome, not a defect: no stack is walked for it.
		super(problem.code().code(), null, false, false);
		this.problem = problem;
	}

	Problem problem() {
		return this.problem;
	}

}
