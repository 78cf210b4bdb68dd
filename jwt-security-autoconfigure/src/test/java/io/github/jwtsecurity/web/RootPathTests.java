package io.github.jwtsecurity.web;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RootPathTests extends AbstractPathTests {

	RootPathTests() {
		super("", "");
	}

	/**
	 * This is tested at the root only: under a servlet path, Spring MVC itself cannot
	 * route nested functions.
	 */
	@Test
	void getWhenFunctionsAreNestedThenGuarded() {
		assertThat(this.http.get("/nested/alice/items", ALICE).status()).isEqualTo(200);
		assertThat(this.http.get("/nested/bob/items", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get("/own/alice/forward?to=/nested/alice/items", ALICE).status()).isEqualTo(200);
		assertThat(this.http.get("/own/alice/forward?to=/nested/bob/items", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get("/fn/alice/forward?to=/nested/bob/items", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get("/fn/alice/forward?to=/api/bob/items", ALICE).status()).isEqualTo(403);
	}

}
