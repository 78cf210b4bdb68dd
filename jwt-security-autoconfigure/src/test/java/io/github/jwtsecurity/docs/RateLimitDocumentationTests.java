package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.bucket4j.Bucket;
import io.github.jwtsecurity.PropertyMetadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables and claims of {@code docs/rate-limits.md}.
 */
class RateLimitDocumentationTests {

	private static final Page PAGE = Page.of("docs/rate-limits.md");

	private static final String PREFIX = "jwt-security.rate-limit.";

	@Test
	void limitsAreThoseOfTheCode() {
		Map<String, String> limits = PropertyMetadata.read()
			.stream()
			.filter((property) -> property.name().matches("jwt-security\\.rate-limit\\.\\w+\\.(total-)?per-\\w+"))
			.collect(Collectors.toMap((property) -> property.name().substring(PREFIX.length()),
					PropertyMetadata::documentedDefault));
		assertThat(PAGE.rows().stream().filter((row) -> row.get(0).matches("\\w+\\.(total-)?per-\\w+")))
			.extracting((row) -> Map.entry(row.get(0), row.get(1)))
			.containsExactlyInAnyOrderElementsOf(limits.entrySet());
	}

	@Test
	void storesAreThoseOfTheCode() {
		assertThat(PAGE.rows()).extracting((row) -> row.get(0)).containsAll(List.of("memory", "jdbc"));
	}

	@Test
	void versionOfBucket4jIsTheOneThatComesAlong() {
		String jar = Bucket.class.getProtectionDomain().getCodeSource().getLocation().getPath();
		String version = jar.replaceAll(".*-(\\d[\\d.]*\\d)\\.jar", "$1");
		assertThat(PAGE.text().replaceAll("\\s+", " ")).contains("includes Bucket4j " + version);
	}

}
