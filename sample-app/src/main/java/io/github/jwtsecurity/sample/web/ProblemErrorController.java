package io.github.jwtsecurity.sample.web;

import jakarta.servlet.RequestDispatcher;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what no controller did: failures that nobody handled, and errors of filters and
 * of the container.
 */
@RestController
final class ProblemErrorController implements ErrorController {

	@RequestMapping("${spring.web.error.path:/error}")
	void error(@RequestAttribute(RequestDispatcher.ERROR_STATUS_CODE) int status) {
		throw new ErrorResponseException(HttpStatusCode.valueOf(status));
	}

}
