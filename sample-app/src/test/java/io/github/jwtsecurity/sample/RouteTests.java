package io.github.jwtsecurity.sample;

import io.github.jwtsecurity.test.GuardedRouteTests;
import io.github.jwtsecurity.test.GuardedRoutesAssert;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Tests for all routes of the sample, as any application can have them.
 */
@SampleTest
class RouteTests implements GuardedRouteTests {

	@Test
	void everyRouteIsSettled(@Autowired ApplicationContext context) {
		GuardedRoutesAssert.assertThat(context).hasOnlySettledRoutes();
	}

}
