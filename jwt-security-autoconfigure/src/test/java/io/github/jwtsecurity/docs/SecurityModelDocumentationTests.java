package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.PropertyMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the tables of {@code docs/security-model.md}, and for the tests and
 * properties that it names.
 */
class SecurityModelDocumentationTests {

	private static final Page PAGE = Page.of("docs/security-model.md");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:\\.(\\w+))?`");

	private static final Pattern PROPERTY = Pattern.compile("`(jwt-security\\.[a-z.-]+)");

	private static final Pattern ITEM = Pattern.compile("\\d+\\.\\d+\\.\\d+");

	private static final Set<String> SHOWN = Set.of("met", "configurable");

	private static final Set<String> NOT_SHOWN = Set.of("not met", "application");

	/**
	 * The number of items of levels 1 and 2 in each section of the chapters, whose
	 * numbers begin with 1.
	 */
	private static final String ASVS = """
			2.1=3 2.2=3 2.3=4 2.4=1
			3.2=2 3.3=4 3.4=6 3.5=5 3.7=2
			6.1=3 6.2=12 6.3=4 6.4=4 6.5=5 6.6=3 6.8=4
			7.1=3 7.2=4 7.3=2 7.4=5 7.5=2 7.6=2
			8.1=2 8.2=3 8.3=1 8.4=1
			9.1=3 9.2=4
			10.1=2 10.2=2 10.3=4 10.4=11 10.5=5 10.6=2 10.7=3
			11.1=2 11.2=3 11.3=3 11.4=4 11.5=1 11.6=1
			13.1=1 13.2=5 13.3=2 13.4=5
			15.1=3 15.2=3 15.3=7
			16.1=1 16.2=5 16.3=4 16.4=3 16.5=3
			""";

	private static final Map<String, String> SOURCES = sources();

	@ParameterizedTest
	@MethodSource
	void testThatIsNamedExists(String type, String method) {
		assertThat(SOURCES).containsKey(type);
		if (method != null) {
			assertThat(SOURCES.get(type)).containsPattern(Pattern.compile(
					"@(Test|ParameterizedTest|RepeatedTest)\\b((?!\\bvoid\\b).)*\\bvoid " + method + "\\(",
					Pattern.DOTALL));
		}
	}

	static Stream<Arguments> testThatIsNamedExists() {
		return TEST.matcher(PAGE.text()).results().map((test) -> Arguments.of(test.group(1), test.group(2)));
	}

	@Test
	void everyPropertyThatIsNamedExists() {
		assertThat(PropertyMetadata.read()).extracting(PropertyMetadata::name)
			.containsAll(PROPERTY.matcher(PAGE.text()).results().map((property) -> property.group(1)).toList());
	}

	@Test
	void everyItemOfTheStandardIsThereOnce() {
		String text = PAGE.text();
		assertThat(text.substring(text.indexOf("\n## ASVS 5.0"), text.indexOf("\n## RFC 8725")).lines())
			.filteredOn((line) -> line.startsWith("| "))
			.flatExtracting((line) -> ITEM.matcher(line.split("\\|")[1]).results().map(MatchResult::group).toList())
			.containsExactlyInAnyOrderElementsOf(items());
	}

	private static List<String> items() {
		return Stream.of(ASVS.split("\\s+"))
			.map((section) -> section.split("="))
			.flatMap((section) -> IntStream.rangeClosed(1, Integer.parseInt(section[1]))
				.mapToObj((number) -> section[0] + "." + number))
			.toList();
	}

	@Test
	void everyItemHasAStatusAndATestThatShowsIt() {
		List<List<String>> items = PAGE.rows()
			.stream()
			.filter((row) -> row.size() == 5 && row.get(0).matches("[\\d., ]+"))
			.toList();
		assertThat(items).hasSizeGreaterThan(150)
			.allSatisfy((row) -> assertThat(row.get(2)).as(row.get(0))
				.matches((status) -> SHOWN.contains(status) || NOT_SHOWN.contains(status)))
			.filteredOn((row) -> SHOWN.contains(row.get(2)))
			.allSatisfy((row) -> assertThat(row.get(4)).as(row.get(0)).contains("Tests"));
	}

	/**
	 * Returns the sources of all tests, of this module and of the sample.
	 */
	private static Map<String, String> sources() {
		return Stream.of("", "../sample-app")
			.map((module) -> Path.of(module, "src/test/java"))
			.flatMap(SecurityModelDocumentationTests::files)
			.filter((path) -> path.toString().endsWith("Tests.java"))
			.collect(Collectors.toMap((path) -> path.getFileName().toString().replace(".java", ""),
					(path) -> Page.read(path).text(), String::concat));
	}

	private static Stream<Path> files(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
