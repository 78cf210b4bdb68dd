package io.github.jwtsecurity.web;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A controller for the error path. It responds to exceptions without an exception
 * handler, and to errors of filters and of the container.
 */
@Controller
final class ProblemErrorController implements ErrorController {

	private final ProblemDetailWriter problemWriter;

	ProblemErrorController(ProblemDetailWriter problemWriter) {
		this.problemWriter = problemWriter;
	}

	/**
	 * Responds to an error dispatch. A direct request has no status, and the response is
	 * 404.
	 */
	@RequestMapping("${spring.web.error.path:${error.path:/error}}")
	void error(@RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer status,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.problemWriter.write(request, response,
				ProblemDetail.forStatus((status != null) ? status : HttpStatus.NOT_FOUND.value()));
	}

}
