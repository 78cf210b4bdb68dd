package io.github.jwtsecurity.web;

/**
 * Thrown to end a request to one of the library's endpoints with a problem.
 *
 * @hidden
 * @serial exclude
 */
public final class ProblemException extends RuntimeException {

	private final transient Problem problem;

	/**
	 * Creates a new exception without a stack trace.
	 * @param problem the problem
	 */
	public ProblemException(Problem problem) {
		super(problem.code().code(), null, false, false);
		this.problem = problem;
	}

	/**
	 * Returns the problem.
	 * @return the problem
	 */
	public Problem problem() {
		return this.problem;
	}

}
