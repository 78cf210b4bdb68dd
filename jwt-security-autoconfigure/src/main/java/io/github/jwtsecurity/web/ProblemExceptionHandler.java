package io.github.jwtsecurity.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * An exception handler for exceptions of Spring MVC, and for exceptions of the
 * application that are an {@link ErrorResponse}. Its responses have the form of the
 * library's refusals. They never quote a submitted value or explain a status of 500 or
 * above. Exception handlers of the application come first.
 */
@ControllerAdvice
final class ProblemExceptionHandler extends ResponseEntityExceptionHandler {

	private static final String NOT_VALID = "must be a valid value";

	private final ProblemDetailWriter problemWriter;

	ProblemExceptionHandler(ProblemDetailWriter problemWriter) {
		this.problemWriter = problemWriter;
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return refuseFields(ex, ex.getAllErrors().stream().map(ProblemExceptionHandler::fieldError), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.isForReturnValue()) {
			return super.handleHandlerMethodValidationException(ex, headers, status, request);
		}
		return refuseFields(ex,
				ex.getParameterValidationResults().stream().flatMap(ProblemExceptionHandler::fieldErrors), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		return refuseFields(ex, Stream.ofNullable(ex.getPropertyName()).map((name) -> new FieldError(name, NOT_VALID)),
				request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return refuse(ex, HttpStatus.BAD_REQUEST, "The body is missing, malformed, or has a value of the wrong type.",
				request);
	}

	/**
	 * Responds with 400 to a request without a body, which needs a body rather than
	 * another content type.
	 */
	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return hasBody(((ServletWebRequest) request).getRequest())
				? super.handleHttpMediaTypeNotSupported(ex, headers, status, request)
				: refuse(ex, HttpStatus.BAD_REQUEST, "The body is missing.", request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return refuse(ex, HttpStatus.NOT_FOUND, ErrorCode.NOT_FOUND.detail(), request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoHandlerFoundException(NoHandlerFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return refuse(ex, HttpStatus.NOT_FOUND, ErrorCode.NOT_FOUND.detail(), request);
	}

	/**
	 * Writes the response directly, so that it is independent of message converters and
	 * of the accepted media types.
	 */
	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest webRequest) {
		ServletWebRequest exchange = (ServletWebRequest) webRequest;
		HttpServletRequest request = exchange.getRequest();
		HttpServletResponse response = Objects.requireNonNull(exchange.getResponse());
		ProblemDetail problem = ProblemBody.copy(problem(ex, body, status));
		problem.setStatus(status.value());
		if (status.is5xxServerError()) {
			this.logger.error(
					"%s %s failed".formatted(LogText.of(request.getMethod()), LogText.of(request.getRequestURI())), ex);
			problem.setDetail(null);
		}
		if (!response.isCommitted()) {
			headers.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		}
		try {
			this.problemWriter.write(request, response, problem);
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
		return null;
	}

	private ProblemDetail problem(Exception ex, @Nullable Object body, HttpStatusCode status) {
		if (body instanceof ProblemDetail problem) {
			return problem;
		}
		return (ex instanceof ErrorResponse error)
				? error.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale())
				: ProblemDetail.forStatus(status);
	}

	private @Nullable ResponseEntity<Object> refuseFields(Exception ex, Stream<FieldError> errors, WebRequest request) {
		return handleExceptionInternal(ex, FieldError.problemOf(errors.toList()), HttpHeaders.EMPTY,
				HttpStatus.BAD_REQUEST, request);
	}

	private @Nullable ResponseEntity<Object> refuse(Exception ex, HttpStatus status, String detail,
			WebRequest request) {
		return handleExceptionInternal(ex, ProblemDetail.forStatusAndDetail(status, detail), HttpHeaders.EMPTY, status,
				request);
	}

	private static Stream<FieldError> fieldErrors(ParameterValidationResult result) {
		if (result instanceof ParameterErrors errors) {
			return errors.getAllErrors().stream().map(ProblemExceptionHandler::fieldError);
		}
		String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter");
		return result.getResolvableErrors().stream().map((error) -> new FieldError(name, message(error)));
	}

	/**
	 * Returns the error of a field, or of the whole object. The message of a failed
	 * conversion is not used, since it contains the value.
	 */
	private static FieldError fieldError(ObjectError error) {
		if (error instanceof org.springframework.validation.FieldError field) {
			return new FieldError(field.getField(), field.isBindingFailure() ? NOT_VALID : message(field));
		}
		return new FieldError(error.getObjectName(), message(error));
	}

	private static String message(MessageSourceResolvable error) {
		return Objects.requireNonNullElse(error.getDefaultMessage(), NOT_VALID);
	}

	private static boolean hasBody(HttpServletRequest request) {
		return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

}
