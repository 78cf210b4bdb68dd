package io.github.jwtsecurity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the list of the services that are built with the starter.
 */
class StarterServicesTests {

	private static final Path SERVICES = Path.of("../jwt-security-starter/src/it");

	@Test
	void modulesThenEveryService() throws IOException {
		String pom = Files.readString(SERVICES.resolve("pom.xml"));
		List<String> modules = Pattern.compile("<module>(.+)</module>")
			.matcher(pom)
			.results()
			.map((match) -> match.group(1))
			.toList();
		try (Stream<Path> services = Files.list(SERVICES)) {
			assertThat(services.filter(Files::isDirectory)).extracting((service) -> service.getFileName().toString())
				.containsExactlyInAnyOrderElementsOf(modules);
		}
	}

}
