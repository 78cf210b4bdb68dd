package io.github.jwtsecurity.endpoint;

import java.io.IOException;
import java.util.Locale;

import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that refuses multipart forms. Spring MVC would parse a form before it looks
 * for a handler, although the form may be larger than any body that the endpoints read.
 */
final class MultipartRefusalFilter extends OncePerRequestFilter {

	private final ProblemWriter problemWriter;

	MultipartRefusalFilter(ProblemWriter problemWriter) {
		this.problemWriter = problemWriter;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String type = request.getContentType();
		if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
			this.problemWriter.write(request, response, Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
			return;
		}
		chain.doFilter(request, response);
	}

}
