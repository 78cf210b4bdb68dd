package io.github.jwtsecurity.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ProblemDetail;

/**
 * A writer of responses in the form of the library's refusals, for filters, exception
 * handlers and other code of the application. It ignores the application's JSON settings.
 */
public interface ProblemDetailWriter {

	/**
	 * Writes the response, unless it is committed. Headers that are already set are kept.
	 * With the status 401, the challenge {@code Bearer} is added if there is none.
	 * @param request the request
	 * @param response the response
	 * @param problem the problem, which is not modified. Members that are not set depend
	 * on the status: {@code title}, {@code detail} and the extension member {@code code}.
	 * The default of {@code instance} is the path of the request. The {@code detail} is
	 * sent as it is, so it must not be the message of an exception.
	 * @throws IOException if the response cannot be written
	 */
	void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem) throws IOException;

}
