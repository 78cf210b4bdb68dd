package io.github.jwtsecurity.ownership;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UninspectableServlets}.
 */
class UninspectableServletsTests {

	@Test
	void servletWhenPatternIsBelowThenNoRoute() {
		assertThat(patterns("/files/private/{user_id}/**", "/files/*")).isEmpty();
		assertThat(patterns("/{user_id}/**", "/*")).isEmpty();
	}

	@Test
	void servletWhenPatternOnlyBeginsWithTheSameCharactersThenRoute() {
		assertThat(patterns("/filesystem/{user_id}/**", "/files", "/files/*")).containsExactly("/files", "/files/*");
		assertThat(patterns("/{user_id}/**", "*.do", "/files/*")).containsExactly("*.do", "/files/*");
	}

	private static List<String> patterns(String configured, String... mappings) {
		return new UninspectableServlets(List.of(), List.of(configured)).servlet("files", List.of(mappings))
			.map(Route::pattern)
			.toList();
	}

}
