package io.github.jwtsecurity.token;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link DotSegments}.
 */
class DotSegmentsTests {

	@ParameterizedTest
	@ValueSource(strings = { "/a/../b", "/./x", "/..", "/.", "/a/.", "/a/../", "/a/%2e%2E/b", "/.%2e/b", "/%2E/x",
			"/files/../{user_id}/**" })
	void refuseWhenSegmentIsDotsThenNamesPropertyAndPath(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> DotSegments.refuse("jwt-security.some.path", path))
			.withMessageStartingWith("jwt-security.some.path: " + path + " must not have a segment . or ..");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/a/b", "/.well-known/jwks.json", "/a.b/..c/d../e..f", "/...", "/%2ea/b%2e",
			"/{name:.+}/**" })
	void refuseWhenNoSegmentIsDotsThenNothing(String path) {
		assertThatNoException().isThrownBy(() -> DotSegments.refuse("jwt-security.some.path", path));
	}

}
