package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwtsecurity.PropertyMetadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The comparison of the table of properties with the code.
 */
class ConfigurationDocumentationTests {

	private final List<PropertyMetadata> metadata = PropertyMetadata.readWithIssuers();

	private final List<List<String>> documented = Page.of("docs/configuration.md")
		.rows()
		.stream()
		.filter((row) -> row.get(0).matches("(jwt-security|management\\.endpoint\\.jwtsecurity(keys)?)\\..*"))
		.toList();

	@Test
	void everyPropertyIsDocumentedOnceAndNoOther() {
		assertThat(this.documented).extracting((row) -> row.get(0))
			.containsExactlyInAnyOrderElementsOf(this.metadata.stream().map(PropertyMetadata::name).toList());
	}

	@Test
	void everyDefaultIsTheOneOfTheCode() {
		Map<String, String> defaults = this.documented.stream()
			.collect(Collectors.toMap((row) -> row.get(0), (row) -> row.get(1)));
		assertThat(defaults).isEqualTo(this.metadata.stream()
			.collect(Collectors.toMap(PropertyMetadata::name, PropertyMetadata::documentedDefault)));
	}

	@Test
	void everyBoundIsThatOfTheDescription() {
		Map<String, String> meanings = this.documented.stream()
			.collect(Collectors.toMap((row) -> row.get(0), (row) -> row.get(2)));
		assertThat(this.metadata).filteredOn((property) -> bounds(property.description()) != null)
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(bounds(meanings.get(property.name()))).as(property.name())
				.isEqualTo(bounds(property.description())));
	}

	private static String bounds(String text) {
		Matcher bounds = Pattern.compile("From \\S+ to \\S+\\.$").matcher(text);
		return bounds.find() ? bounds.group() : null;
	}

	@Test
	void everyPropertyHasAMeaning() {
		assertThat(this.metadata).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).isNotBlank());
		assertThat(this.documented).allSatisfy((row) -> assertThat(row.get(2)).as(row.get(0)).isNotBlank());
	}

}
