package io.github.jwtsecurity.test.attack;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.test.attack.AttackRequest.Header;
import jakarta.servlet.http.Cookie;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.util.Assert;

/**
 * An application that is called without a server.
 */
final class MockMvcService implements Service {

	private static final String ORIGIN = "http://localhost";

	private static final long TIMEOUT_MILLIS = 30_000;

	private final MockMvc mockMvc;

	MockMvcService(MockMvc mockMvc) {
		this.mockMvc = mockMvc;
	}

	@Override
	public AttackResponse send(AttackRequest request) {
		Assert.state(SecurityContextHolder.getContext().getAuthentication() == null,
				"The test has a user already, who would be the user of every attack. Remove the annotation or the"
						+ " security context that sets the user.");
		MockHttpServletRequestBuilder builder = MockMvcRequestBuilders.request(HttpMethod.valueOf(request.method()),
				uri(request.target()));
		request.headers().forEach((header) -> add(header, builder));
		builder.content(request.body().getBytes(StandardCharsets.UTF_8));
		return perform(builder);
	}

	@Override
	public String transport() {
		return "MockMvc";
	}

	private static URI uri(String target) {
		try {
			return URI.create(ORIGIN + target);
		}
		catch (IllegalArgumentException ex) {
			throw new UnsendableRequestException("MockMvc cannot send this path. Use a port instead.");
		}
	}

	/**
	 * Adds a header. Without a container, nothing reads the cookies in the header.
	 */
	private static void add(Header header, MockHttpServletRequestBuilder builder) {
		builder.header(header.name(), header.value());
		if (header.name().equalsIgnoreCase("Cookie")) {
			builder.cookie(Stream.of(header.value().split("; "))
				.map((cookie) -> cookie.split("=", 2))
				.map((cookie) -> new Cookie(cookie[0], cookie[1]))
				.toArray(Cookie[]::new));
		}
	}

	/**
	 * Performs a request. A server would respond with 500 to an exception.
	 */
	private AttackResponse perform(MockHttpServletRequestBuilder builder) {
		try {
			MvcResult result = this.mockMvc.perform(builder).andReturn();
			if (result.getRequest().isAsyncStarted()) {
				result.getAsyncResult(TIMEOUT_MILLIS);
				result = this.mockMvc.perform(MockMvcRequestBuilders.asyncDispatch(result)).andReturn();
			}
			MockHttpServletResponse response = result.getResponse();
			List<Header> headers = response.getHeaderNames()
				.stream()
				.flatMap((name) -> response.getHeaders(name).stream().map((value) -> new Header(name, value)))
				.toList();
			return new AttackResponse(response.getStatus(), headers, response.getContentAsString());
		}
		catch (Exception ex) {
			return new AttackResponse(500, List.of(), "");
		}
	}

}
