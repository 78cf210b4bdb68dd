package io.github.jwtsecurity.test;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.web.context.WebApplicationContext;

/**
 * Generated tests for broken object level authorization (OWASP API1:2023), for a test
 * class with a started application.
 *
 * <pre>
 * &#064;SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
 * &#064;GuardedRouteCalls(variables = "task_id=42")
 * class TaskGuardTests implements GuardedRouteTests {
 *
 * }
 * </pre>
 *
 * <p>
 * Each guarded route is requested with each of its methods as its owner, as another user
 * and as nobody. The requests are sent to the port of the application, or to its
 * {@code MockMvc} if it has no port. {@link GuardedRouteCalls} changes them.
 */
@AutoConfigureTestTokens
@ContextCustomizerFactories(HandlerProbeFactory.class)
public interface GuardedRouteTests {

	/**
	 * Returns the tests. They verify that another user and nobody are refused by the user
	 * id rule and that no handler runs for them, and that the owner is not refused.
	 * @param context the application context
	 * @return a test for each route, method and caller
	 * @throws AssertionError if the application has no guarded route, unless
	 * {@link GuardedRouteCalls#allowNone()} is {@code true}
	 */
	@TestFactory
	default Stream<DynamicTest> guardedRoutes(ApplicationContext context) {
		return GuardedCallFactory.calls((WebApplicationContext) context, getClass())
			.map((call) -> DynamicTest.dynamicTest(call.name(), call::verify));
	}

}
