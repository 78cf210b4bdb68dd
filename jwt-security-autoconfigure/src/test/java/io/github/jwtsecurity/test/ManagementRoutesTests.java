package io.github.jwtsecurity.test;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.test.ManagementRoutesTests.Application;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The guard proof and the generated tests with operations of Actuator, at the port of the
 * application and at a port of their own.
 */
@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "management.endpoints.web.exposure.include=notes",
				"jwt-security.web.actuator-authorities=SCOPE_operator" })
@GuardedRouteCalls(authorities = "SCOPE_operator")
class ManagementRoutesTests implements GuardedRouteTests {

	@Test
	void proofThenFindsNothing(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

	@Nested
	@TestPropertySource(properties = "management.server.port=0")
	class AtPortOfItsOwn implements GuardedRouteTests {

		@Test
		void proofThenFindsNothing(@Autowired ApplicationContext context) {
			GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Api.class, Notes.class })
	static class Application {

	}

	@RestController
	static class Api {

		@GetMapping("/api/{user_id}/shared/{userId}")
		String api(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

	@Endpoint(id = "notes")
	static class Notes {

		@ReadOperation
		String read(@Selector String user_id) {
			return "of " + user_id;
		}

	}

}
