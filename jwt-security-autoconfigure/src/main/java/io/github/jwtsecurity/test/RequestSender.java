package io.github.jwtsecurity.test;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * A sender of requests to the application under test.
 */
@FunctionalInterface
interface RequestSender {

	/**
	 * Sends a request.
	 * @param request the request
	 * @return the response
	 * @throws Exception if there is no response
	 */
	GuardedResponse send(GuardedRequest request) throws Exception;

	/**
	 * Returns the sender for an application: to its port, or to its {@code MockMvc} if it
	 * has no port.
	 * @param context the application context
	 * @throws AssertionError if there is neither
	 */
	static RequestSender of(WebApplicationContext context) {
		Environment environment = context.getEnvironment();
		Integer port = environment.getProperty("local.server.port", Integer.class);
		if (port != null) {
			return new PortSender(context, port);
		}
		RequestSender mock = mock(context);
		if (mock == null) {
			throw new AssertionError("There is neither a port nor MockMvc. Use @SpringBootTest(webEnvironment ="
					+ " WebEnvironment.RANDOM_PORT), or add @AutoConfigureMockMvc");
		}
		return mock;
	}

	private static @Nullable RequestSender mock(WebApplicationContext context) {
		return ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet", context.getClassLoader())
				? MockMvcSender.of(context) : null;
	}

}
