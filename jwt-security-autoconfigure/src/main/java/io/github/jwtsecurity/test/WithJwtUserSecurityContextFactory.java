package io.github.jwtsecurity.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/**
 * A factory of the security context for {@link WithJwtUser}.
 */
final class WithJwtUserSecurityContextFactory implements WithSecurityContextFactory<WithJwtUser> {

	private static final TypeReference<LinkedHashMap<String, Object>> CLAIMS = new TypeReference<>() {
	};

	private final ApplicationContext applicationContext;

	WithJwtUserSecurityContextFactory(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public SecurityContext createSecurityContext(WithJwtUser user) {
		Map<String, Object> claims = new LinkedHashMap<>();
		if (!user.email().isEmpty()) {
			claims.put("email", user.email());
		}
		claims.putAll(new JsonMapper().readValue(user.claims(), CLAIMS));
		return new SecurityContextImpl(new TestUser(user.value(), user.issuer(), claims, List.of(user.authorities()))
			.authentication(this.applicationContext));
	}

}
