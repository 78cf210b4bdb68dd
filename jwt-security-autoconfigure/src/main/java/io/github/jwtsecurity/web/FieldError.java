package io.github.jwtsecurity.web;

import java.util.Comparator;
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * An error in a field of a request, an element of the member {@code errors} of a problem.
 *
 * @param field the name of the field
 * @param message the rest of a sentence about the field, without its value
 */
public record FieldError(String field, String message) {

	/**
	 * Creates the problem of a request with errors in fields, with status 400.
	 * @param errors the errors in any order, empty if the fields have no names
	 * @return the problem, with the errors sorted by field and message
	 */
	public static ProblemDetail problemOf(List<FieldError> errors) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Some fields are not valid.");
		if (!errors.isEmpty()) {
			problem.setProperty(ProblemBody.ERRORS,
					errors.stream()
						.sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
						.toList());
		}
		return problem;
	}

}
