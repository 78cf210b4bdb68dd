package io.github.jwtsecurity.test;

import java.net.URI;

import io.github.jwtsecurity.test.GuardedRequest.Place;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * A sender to the {@link MockMvc} of the application.
 */
final class MockMvcSender implements RequestSender {

	private final MockMvc mvc;

	private final String contextPath;

	private final String servletPath;

	private MockMvcSender(MockMvc mvc, WebApplicationContext context) {
		this.mvc = mvc;
		this.contextPath = ServletPaths.contextPath(context);
		this.servletPath = ServletPaths.mvc(context.getEnvironment());
	}

	static @Nullable MockMvcSender of(WebApplicationContext context) {
		MockMvc mvc = context.getBeanProvider(MockMvc.class).getIfAvailable();
		return (mvc != null) ? new MockMvcSender(mvc, context) : null;
	}

	@Override
	public GuardedResponse send(GuardedRequest request) throws Exception {
		String servlet = (request.place() == Place.OTHER_SERVLET) ? "" : this.servletPath;
		MockHttpServletRequestBuilder builder = MockMvcRequestBuilders
			.request(HttpMethod.valueOf(request.method()), URI.create(this.contextPath + servlet + request.path()))
			.contextPath(this.contextPath)
			.servletPath(servlet)
			.secure(true);
		request.headers().forEach(builder::header);
		if (request.body() != null) {
			builder.content(request.body());
		}
		try {
			MockHttpServletResponse response = this.mvc.perform(builder).andReturn().getResponse();
			return GuardedResponse.of(response.getStatus(), response.getContentType(), response.getContentAsString());
		}
		catch (ServletException ex) {
			// A container would respond with this status.
			return new GuardedResponse(500, null);
		}
	}

}
