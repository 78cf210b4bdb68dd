package io.github.jwtsecurity.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.token.ConfiguredIssuer;
import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * A request post-processor that authenticates the user of a MockMvc request, as
 * {@link WithJwtUser} does for a whole test. Each method that changes the user returns
 * the post-processor.
 */
public final class JwtUserRequestPostProcessor implements RequestPostProcessor {

	private final String userId;

	private String issuer = ConfiguredIssuer.HOME;

	private final Map<String, Object> claims = new LinkedHashMap<>();

	private List<String> authorities = List.of();

	private JwtUserRequestPostProcessor(String userId) {
		this.userId = userId;
	}

	/**
	 * Creates a post-processor.
	 * @param userId the value of the user id claim
	 * @return a new post-processor
	 */
	public static JwtUserRequestPostProcessor jwtUser(String userId) {
		return new JwtUserRequestPostProcessor(userId);
	}

	/**
	 * Sets the issuer. The default is the issuer that is configured directly below
	 * {@code jwt-security}.
	 * @param name the name of one of {@code jwt-security.issuers}
	 * @return this post-processor
	 */
	public JwtUserRequestPostProcessor issuer(String name) {
		this.issuer = name;
		return this;
	}

	/**
	 * Sets the authorities.
	 * @param values the values of the claim that the application reads the authorities
	 * from, without the prefix of the application's authorities
	 * @return this post-processor
	 */
	public JwtUserRequestPostProcessor authorities(String... values) {
		this.authorities = List.of(values);
		return this;
	}

	/**
	 * Sets a claim, such as {@code email}.
	 * @param name the name of the claim
	 * @param value the value, {@code null} to remove the claim
	 * @return this post-processor
	 */
	public JwtUserRequestPostProcessor claim(String name, @Nullable Object value) {
		this.claims.put(name, value);
		return this;
	}

	@Override
	public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
		TestUser user = new TestUser(this.userId, this.issuer, this.claims, this.authorities);
		return SecurityMockMvcRequestPostProcessors
			.authentication(user.authentication(
					WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext())))
			.postProcessRequest(request);
	}

}
