package io.github.jwtsecurity.test;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

/**
 * The guard proof and the generated tests with the {@link MendedApplication}.
 */
@GuardedRouteCalls(variables = "**=note.txt")
@SpringBootTest(classes = MendedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"jwt-security.secret=" + TestTokens.SECRET, "jwt-security.ownership.patterns=/legacy/{user_id}/**" })
class MendedApplicationTests implements GuardedRouteTests {

	@Test
	void proofThenFindsNothing(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

}
