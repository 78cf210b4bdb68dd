package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.test.GuardedRouteTests;
import io.github.jwtsecurity.test.GuardedRoutesAssert;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * The tests of a user for all routes.
 */
@ContextConfiguration(classes = { NoteApplication.class, NoteServer.Library.class })
@TestPropertySource(properties = { "jwt-security.secret=" + TestTokens.SECRET,
		"spring.boot.enableautoconfiguration=false", "jwt-security.ownership.patterns=/files/{user_id}/**" })
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RouteTests implements GuardedRouteTests {

	@Test
	void everyRouteIsSettled(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

}
