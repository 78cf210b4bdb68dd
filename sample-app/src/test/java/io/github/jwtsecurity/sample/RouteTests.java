package io.github.jwtsecurity.sample;

import io.github.jwtsecurity.test.GuardedRouteTests;
import io.github.jwtsecurity.test.GuardedRoutesAssert;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/**
 * Tests for all routes of the sample, as any application can have them. The page is the
 * same at each path.
 */
@SampleTest
@TestPropertySource(
		properties = "jwt-security.ownership.acknowledged=io.github.jwtsecurity.sample.web.PageController#page")
class RouteTests implements GuardedRouteTests {

	@Test
	void everyRouteIsSettled(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

}
