package io.github.jwtsecurity.web;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.RequestLine;
import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * A writer that records a refusal and answers it with problem details (RFC 9457). The
 * member {@code code} distinguishes the problems, so {@code type} is {@code about:blank}.
 *
 * @hidden
 */
public final class ProblemWriter implements ProblemDetailWriter {

	private static final Log logger = LogFactory.getLog(ProblemWriter.class);

	private final JwtSecurityEventPublisher events;

	private final Clock clock;

	private final ProblemBody body;

	ProblemWriter(JwtSecurityEventPublisher events, Clock clock, List<ProblemDetailCustomizer> customizers) {
		this.events = events;
		this.clock = clock;
		this.body = new ProblemBody(customizers);
	}

	/**
	 * Records a refusal and writes the response, unless it is committed.
	 * @param request the refused request
	 * @param response the response
	 * @param problem the refusal
	 * @throws IOException if the response cannot be written
	 */
	public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
		tell(request, problem);
		if (response.isCommitted()) {
			return;
		}
		String challenge = problem.code().challenge(problem.detail(), problem.maxAge());
		if (challenge != null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
		}
		if (problem.retryAfter() != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter().toSeconds()));
		}
		write(request, response, problem.toProblemDetail());
	}

	@Override
	public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
			throws IOException {
		if (response.isCommitted()) {
			return;
		}
		response.resetBuffer();
		HttpStatusCode status = HttpStatusCode.valueOf(problem.getStatus());
		if (status.isSameCodeAs(HttpStatus.UNAUTHORIZED) && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		}
		JsonResponse.write(response, status, MediaType.APPLICATION_PROBLEM_JSON, this.body.toBytes(problem, request));
	}

	/**
	 * Publishes an event for the audit trail if there is one, and otherwise logs a line.
	 */
	private void tell(HttpServletRequest request, Problem problem) {
		if (problem.incident() == null) {
			logger.info(describe(request, problem));
			return;
		}
		if (logger.isDebugEnabled()) {
			logger.debug(describe(request, problem));
		}
		RequestLine requestLine = new RequestLine(request.getMethod(), request.getRequestURI());
		this.events.publishNow(
				problem.incident().toEvent(this.clock.instant(), requestLine, UncheckedHeaders.client(request)));
	}

	private static String describe(HttpServletRequest request, Problem problem) {
		return "Refused %s %s with %s: %s".formatted(LogText.of(request.getMethod()),
				LogText.of(request.getRequestURI()), problem.code().code(), problem.detail());
	}

}
