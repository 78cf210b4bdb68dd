package io.github.jwtsecurity.docs;

import java.io.IOException;

import io.github.jwtsecurity.web.ProblemDetailWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

@Component
class MaintenanceFilter extends OncePerRequestFilter {

	private final ProblemDetailWriter problems;

	private final boolean maintenance = true;

	MaintenanceFilter(ProblemDetailWriter problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (this.maintenance) {
			response.setHeader(HttpHeaders.RETRY_AFTER, "60");
			this.problems.write(request, response,
					ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "The notes are being moved."));
			return;
		}
		chain.doFilter(request, response);
	}

}
