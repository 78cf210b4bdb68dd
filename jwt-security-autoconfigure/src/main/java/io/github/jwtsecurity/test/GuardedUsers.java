package io.github.jwtsecurity.test;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.UserIdResolver;
import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The owner and another user, with user ids that suit a path variable.
 */
final class GuardedUsers {

	private static final List<String> OWNERS = List.of("alice", "1001", "00000000-0000-4000-8000-00000000000a");

	private static final List<String> OTHERS = List.of("bob", "1002", "00000000-0000-4000-8000-00000000000b");

	private final ApplicationContext context;

	private final GuardedRouteCalls settings;

	GuardedUsers(ApplicationContext context, GuardedRouteCalls settings) {
		this.context = context;
		this.settings = settings;
	}

	/**
	 * Returns the index of the kind of user ids that a path variable needs.
	 * @param type the type of the parameter that receives it, {@code null} if unknown
	 * @param expression its regular expression, {@code null} for none
	 */
	static int kind(@Nullable Class<?> type, @Nullable String expression) {
		if (expression != null) {
			return OWNERS.stream().filter((id) -> id.matches(expression)).map(OWNERS::indexOf).findFirst().orElse(0);
		}
		if (type == null) {
			return 0;
		}
		return (type == UUID.class) ? 2
				: Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type)) ? 1 : 0;
	}

	/**
	 * Returns a token.
	 * @param caller the owner or another user
	 * @param kind the kind of user ids
	 */
	String token(Caller caller, int kind) {
		boolean owner = caller == Caller.OWNER;
		String configured = owner ? this.settings.owner() : this.settings.other();
		String userId = StringUtils.hasText(configured) ? configured : (owner ? OWNERS : OTHERS).get(kind);
		TestTokenBuilder token = this.context.getBean(TestTokens.class).forUser(userId);
		return (this.settings.authorities().length > 0) ? token.authorities(claims()).build() : token.build();
	}

	/**
	 * Returns the authorities as a token contains them.
	 */
	private String[] claims() {
		String prefix = this.context.getEnvironment().getProperty("jwt-security.token.authority-prefix", "SCOPE_");
		return Stream.of(this.settings.authorities())
			.map((authority) -> authority.startsWith(prefix) ? authority.substring(prefix.length()) : authority)
			.toArray(String[]::new);
	}

	/**
	 * Returns the user id that the application derives from a token.
	 */
	String userId(String token) {
		String userId = this.context.getBean(UserIdResolver.class)
			.resolve(this.context.getBean(UserIdAuthenticationConverter.class)
				.convert(this.context.getBean(JwtDecoder.class).decode(token)));
		if (userId == null) {
			throw new AssertionError("The UserIdResolver of the application returns no user id for a valid token");
		}
		return userId;
	}

}
