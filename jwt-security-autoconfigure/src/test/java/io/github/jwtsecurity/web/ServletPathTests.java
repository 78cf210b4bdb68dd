package io.github.jwtsecurity.web;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = { "server.servlet.context-path=/app", "spring.mvc.servlet.path=/mvc" })
class ServletPathTests extends AbstractPathTests {

	ServletPathTests() {
		super("/app", "/mvc");
	}

}
