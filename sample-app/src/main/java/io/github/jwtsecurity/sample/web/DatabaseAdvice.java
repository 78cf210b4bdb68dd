package io.github.jwtsecurity.sample.web;

import java.io.IOException;

import io.github.jwtsecurity.web.ProblemDetailWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * An exception handler for failures of a database that cannot be reached or is too busy.
 * Such failures may be temporary.
 */
@ControllerAdvice
final class DatabaseAdvice {

	private static final Log logger = LogFactory.getLog(DatabaseAdvice.class);

	private final ProblemDetailWriter problems;

	DatabaseAdvice(ProblemDetailWriter problems) {
		this.problems = problems;
	}

	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class })
	void handle(DataAccessException ex, HttpServletRequest request, HttpServletResponse response) throws IOException {
		logger.error("The database cannot be used", ex);
		response.setHeader(HttpHeaders.RETRY_AFTER, "5");
		this.problems.write(request, response, ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE));
	}

}
