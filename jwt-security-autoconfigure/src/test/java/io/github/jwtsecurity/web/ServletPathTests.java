package io.github.jwtsecurity.web;

import org.springframework.test.context.TestPropertySource;

/**
 * The pattern for the static files has the servlet path, the other one does not.
 */
@TestPropertySource(properties = { "server.servlet.context-path=/app", "spring.mvc.servlet.path=/mvc",
		"jwt-security.ownership.patterns=/plain/{user_id}/**,/mvc/static/{user_id}/**" })
class ServletPathTests extends AbstractPathTests {

	ServletPathTests() {
		super("/app", "/mvc");
	}

}
