package io.github.jwtsecurity.ownership;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UserIdPathAuthorizationManagerTests {

	private static final UserIdResolver RESOLVER = (
			authentication) -> (authentication != null && authentication.isAuthenticated()) ? authentication.getName()
					: null;

	private final UserIdPathAuthorizationManager manager = new UserIdPathAuthorizationManager(RESOLVER,
			List.of("user_id", "userId"), Set.of("ROLE_SUPPORT"), MismatchStatus.FORBIDDEN);

	@Test
	void authorizeWhenOwnerThenGranted() {
		assertThat(granted(user("alice"), Map.of("user_id", "alice"))).isTrue();
		assertThat(granted(user("alice"), Map.of("user_id", "alice", "task_id", "7"))).isTrue();
		assertThat(granted(user("alice"), Map.of("user_id", "alice", "userId", "alice"))).isTrue();
	}

	@Test
	void authorizeWhenAnotherThenDenied() {
		for (String other : List.of("bob", "Alice", "alice ", " alice", "alic", "alicee", "", "al\u0131ce",
				"ali\u0301ce", "a*")) {
			assertThat(granted(user("alice"), Map.of("user_id", other))).as(other).isFalse();
		}
		assertThat(granted(user("alice"), Map.of("user_id", "alice", "userId", "bob"))).isFalse();
	}

	@Test
	void authorizeWhenUserIdIsTheSameOnlyAfterNormalizationThenDenied() {
		assertThat(granted(user("\u00e9"), Map.of("user_id", "e\u0301"))).isFalse();
	}

	@Test
	void authorizeWhenPathHasNoUserIdThenDenied() {
		assertThat(granted(user("alice"), Map.of())).isFalse();
		assertThat(granted(user("alice"), Map.of("id", "alice"))).isFalse();
	}

	@Test
	void authorizeWhenVariableIsNullThenDenied() {
		Map<String, String> variables = new LinkedHashMap<>();
		variables.put("user_id", null);
		assertThat(granted(user("alice"), variables)).isFalse();
	}

	@Test
	void authorizeWhenNobodyIsAuthenticatedThenDenied() {
		assertThat(granted(null, Map.of("user_id", "alice"))).isFalse();
		TestingAuthenticationToken unauthenticated = new TestingAuthenticationToken("alice", "n/a");
		unauthenticated.setAuthenticated(false);
		assertThat(granted(unauthenticated, Map.of("user_id", "alice"))).isFalse();
	}

	@Test
	void authorizeWhenBypassAuthorityThenGrantedForAuthenticatedOnly() {
		assertThat(granted(user("sue", "ROLE_SUPPORT"), Map.of("user_id", "alice"))).isTrue();
		assertThat(granted(user("sue", "ROLE_OTHER"), Map.of("user_id", "alice"))).isFalse();
		TestingAuthenticationToken unauthenticated = new TestingAuthenticationToken("sue", "n/a", "ROLE_SUPPORT");
		unauthenticated.setAuthenticated(false);
		assertThat(granted(unauthenticated, Map.of("user_id", "alice"))).isFalse();
	}

	@Test
	void authorizeWhenDeniedThenDecisionTellsTheStatus() {
		UserIdPathAuthorizationManager hiding = new UserIdPathAuthorizationManager(RESOLVER, List.of("user_id"),
				List.of(), MismatchStatus.NOT_FOUND);
		assertThat(decide(hiding, user("alice"), Map.of("user_id", "bob"))).isInstanceOfSatisfying(
				OwnershipDecision.class,
				(decision) -> assertThat(decision.mismatchStatus()).isEqualTo(MismatchStatus.NOT_FOUND));
	}

	@Test
	void createWhenNoVariablesThenRefused() {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new UserIdPathAuthorizationManager(RESOLVER, List.of(), List.of(), MismatchStatus.FORBIDDEN));
	}

	private boolean granted(Authentication authentication, Map<String, String> variables) {
		return decide(this.manager, authentication, variables).isGranted();
	}

	private static AuthorizationDecision decide(UserIdPathAuthorizationManager manager, Authentication authentication,
			Map<String, String> variables) {
		return manager.authorize(() -> authentication,
				new RequestAuthorizationContext(new MockHttpServletRequest(), variables));
	}

	private static Authentication user(String name, String... authorities) {
		return new TestingAuthenticationToken(name, "n/a", authorities);
	}

}
