package io.github.jwtsecurity.endpoint;

import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CleanHeadersFilter}.
 */
class CleanHeadersFilterTests {

	private final StrictHttpFirewall firewall = new StrictHttpFirewall();

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/auth/login");

	@Test
	void doFilterWhenValueIsRejectedThenCleaned() throws Exception {
		this.request.addHeader("Accept", "a\u0001b");
		assertThat(filtered().getHeader("Accept")).isEqualTo("a?b");
		assertThat(Collections.list(filtered().getHeaders("Accept"))).containsExactly("a?b");
	}

	@Test
	void doFilterWhenNameIsRejectedAndHeaderIsMissingThenNone() throws Exception {
		this.firewall.setAllowedHeaderNames((name) -> !name.equals("Accept"));
		assertThat(filtered().getHeader("Accept")).isNull();
		assertThat(Collections.list(filtered().getHeaders("Accept"))).isEmpty();
	}

	private HttpServletRequest filtered() throws Exception {
		MockFilterChain chain = new MockFilterChain();
		new CleanHeadersFilter().doFilter(this.firewall.getFirewalledRequest(this.request),
				new MockHttpServletResponse(), chain);
		return (HttpServletRequest) chain.getRequest();
	}

}
