package io.github.jwtsecurity.web;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "server.servlet.context-path=/app")
class ContextPathTests extends AbstractPathTests {

	ContextPathTests() {
		super("/app", "");
	}

}
