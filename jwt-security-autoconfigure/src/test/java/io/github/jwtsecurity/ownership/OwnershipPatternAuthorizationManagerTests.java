package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnershipPatternAuthorizationManager}. For real requests, see the
 * tests of the package {@code web}.
 */
class OwnershipPatternAuthorizationManagerTests {

	@ParameterizedTest
	@CsvSource({ "/files/{user_id}/**, /files/bob/x, true", "/files/{user_id}/**, /mvc/files/bob/x, true",
			"/files/{user_id}/**, /other/files/bob/x, false", "/mvc/files/{user_id}/**, /mvc/files/bob/x, true",
			"/mvc/files/{user_id}/**, /files/bob/x, false" })
	void authorizeWhenMvcHasServletPathThenPatternIsTriedWithAndWithoutThatPath(String pattern, String path,
			boolean guarded) {
		UserIdPathAuthorizationManager rule = new UserIdPathAuthorizationManager(
				(authentication) -> (authentication != null) ? authentication.getName() : null, Set.of("user_id"),
				Set.of(), MismatchStatus.FORBIDDEN);
		HttpServletRequest request = new MockHttpServletRequest("GET", path);
		assertThat(new OwnershipPatternAuthorizationManager(rule, List.of(pattern), "/mvc")
			.authorize(() -> new TestingAuthenticationToken("alice", ""), request) != null).isEqualTo(guarded);
	}

}
