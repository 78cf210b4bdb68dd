package io.github.jwtsecurity.sample.web;

import java.io.IOException;
import java.sql.SQLException;

import io.github.jwtsecurity.web.ProblemDetailWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * An exception handler for failures of a database that cannot be reached, is too busy, or
 * only reads since another server is about to take over. Such failures may be temporary.
 */
@ControllerAdvice
final class DatabaseAdvice {

	private static final Log logger = LogFactory.getLog(DatabaseAdvice.class);

	/** The SQLSTATE of a statement that writes in a transaction that can only read. */
	private static final String READ_ONLY = "25006";

	private final ProblemDetailWriter problems;

	DatabaseAdvice(ProblemDetailWriter problems) {
		this.problems = problems;
	}

	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class,
			CannotCreateTransactionException.class, TransactionSystemException.class })
	void handle(NestedRuntimeException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		logger.error("The database cannot be used", ex);
		response.setHeader(HttpHeaders.RETRY_AFTER, "5");
		this.problems.write(request, response, ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE));
	}

	/**
	 * Handles failures that Spring does not classify. Those that are not temporary are
	 * thrown again, and lead to an internal error.
	 */
	@ExceptionHandler
	void handle(UncategorizedSQLException ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		SQLException cause = ex.getSQLException();
		if (cause == null || !READ_ONLY.equals(cause.getSQLState())) {
			throw ex;
		}
		handle((NestedRuntimeException) ex, request, response);
	}

}
