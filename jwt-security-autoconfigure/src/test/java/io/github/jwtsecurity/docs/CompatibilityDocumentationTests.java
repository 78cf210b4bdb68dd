package io.github.jwtsecurity.docs;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of compatible versions in {@code README.md}.
 */
class CompatibilityDocumentationTests {

	@Test
	void readmeNamesTheVersionsThatAreTested() {
		assertThat(Page.of("README.md").rows()).filteredOn((row) -> row.get(0).equals(SpringBootVersion.getVersion()))
			.singleElement()
			.satisfies((row) -> {
				assertThat(row.get(1)).isEqualTo(SpringSecurityCoreVersion.getVersion());
				assertThat(row.get(2).split(", ")).contains(Integer.toString(Runtime.version().feature()));
			});
	}

}
