package com.example.notes;

import io.github.jwtsecurity.test.GuardedRouteTests;
import io.github.jwtsecurity.test.GuardedRoutesAssert;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

/**
 * The guard proof and the generated tests with resources of Jersey, without Spring MVC.
 */
@SpringBootTest(classes = { NotesApplication.class, NotesApplicationTests.Configured.class },
		webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.generate-secret=true", "spring.jersey.application-path=/app",
				"server.servlet.context-path=/notes" })
class RouteTests implements GuardedRouteTests {

	@Test
	void everyRouteIsSettled(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

}
