package io.github.jwtsecurity.sample.web;

import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Writes every error in the format of the starter: problem details (RFC 9457) with a
 * {@code code}, and {@code errors} for fields.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final URI TYPE = URI.create("about:blank");

	@ExceptionHandler
	@Nullable ResponseEntity<Object> handleConstraintViolation(ConstraintViolationException ex, WebRequest request) {
		return invalidFields(ex, ex.getConstraintViolations()
			.stream()
			.map((violation) -> new InvalidField(violation.getPropertyPath().toString(), violation.getMessage())),
				request);
	}

	/**
	 * The database cannot be reached, or is too busy. It may be there again soon.
	 */
	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessException.class })
	@Nullable ResponseEntity<Object> handleDatabaseUnavailable(DataAccessException ex, WebRequest request) {
		logger.error("The database cannot be used", ex);
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, "5");
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The request cannot be served at the moment.");
		return handleExceptionInternal(ex, problem, headers, HttpStatus.SERVICE_UNAVAILABLE, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return invalidFields(ex,
				ex.getFieldErrors()
					.stream()
					.map((error) -> new InvalidField(error.getField(), String.valueOf(error.getDefaultMessage()))),
				request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, HttpStatus.BAD_REQUEST, "The body is missing, is not JSON, or has a value of the wrong type.",
				request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return hasBody(servletRequest(request)) ? super.handleHttpMediaTypeNotSupported(ex, headers, status, request)
				: answer(ex, HttpStatus.BAD_REQUEST, "The body is missing.", request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, HttpStatus.NOT_FOUND, "There is nothing at this path.", request);
	}

	/**
	 * Completes every problem, and sets its content type, so that it is written whatever
	 * the client accepts.
	 */
	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		if (body instanceof ProblemDetail problem) {
			problem.setType(TYPE);
			problem.setInstance(instance(request));
			problem.setProperty("code", code(status));
			if (problem.getDetail() == null) {
				problem.setDetail(status.is4xxClientError() ? "The request was rejected." : "The request failed.");
			}
		}
		return ResponseEntity.status(status)
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(body);
	}

	private @Nullable ResponseEntity<Object> invalidFields(Exception ex, Stream<InvalidField> fields,
			WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Some fields are not valid.");
		problem.setProperty("errors",
				fields.sorted(Comparator.comparing(InvalidField::field).thenComparing(InvalidField::message)).toList());
		return handleExceptionInternal(ex, problem, HttpHeaders.EMPTY, HttpStatus.BAD_REQUEST, request);
	}

	private @Nullable ResponseEntity<Object> answer(Exception ex, HttpStatus status, String detail,
			WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		return handleExceptionInternal(ex, problem, HttpHeaders.EMPTY, status, request);
	}

	private static boolean hasBody(HttpServletRequest request) {
		return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

	private static String code(HttpStatusCode status) {
		return switch (status.value()) {
			case 400 -> "invalid_request";
			case 413 -> "payload_too_large";
			case 503 -> "overloaded";
			default -> HttpStatus.valueOf(status.value()).name().toLowerCase(Locale.ROOT);
		};
	}

	/**
	 * The path that the client asked for, which an error dispatch has replaced.
	 */
	private static URI instance(WebRequest request) {
		Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI, RequestAttributes.SCOPE_REQUEST);
		return URI.create((original != null) ? original.toString() : servletRequest(request).getRequestURI());
	}

	private static HttpServletRequest servletRequest(WebRequest request) {
		return ((ServletWebRequest) request).getRequest();
	}

	private record InvalidField(String field, String message) {
	}

}
