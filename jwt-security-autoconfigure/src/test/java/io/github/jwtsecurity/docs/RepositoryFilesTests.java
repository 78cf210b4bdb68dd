package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files in {@code .github}.
 */
class RepositoryFilesTests {

	private static final Path ROOT = Path.of("..");

	private static final Path GITHUB = ROOT.resolve(".github");

	@ParameterizedTest
	@MethodSource
	void yamlIsAMapWithoutDuplicateKeys(Path file) throws IOException {
		assertThat(read(file)).isNotEmpty();
	}

	static Stream<Path> yamlIsAMapWithoutDuplicateKeys() throws IOException {
		try (Stream<Path> files = Files.walk(GITHUB)) {
			return files.filter((file) -> file.toString().endsWith(".yml")).toList().stream();
		}
	}

	@Test
	void workflowMayOnlyRead() throws IOException {
		assertThat(workflow()).containsEntry("permissions", Map.of("contents", "read"));
	}

	@Test
	void workflowUsesActionsOfAMajorVersion() throws IOException {
		assertThat(steps("uses")).isNotEmpty().allMatch((action) -> action.matches("actions/[a-z-]+@v\\d+"));
	}

	@Test
	void workflowRunsTheCommandsOfTheGuide() throws IOException {
		List<String> commands = Page.of("CONTRIBUTING.md")
			.blocks()
			.stream()
			.map((block) -> normalize(block.text()))
			.toList();
		assertThat(steps("run")).filteredOn((command) -> command.contains("mvnw"))
			.map((command) -> command.replace(" --batch-mode --no-transfer-progress", "")
				.replace("${{ matrix.spring-boot }}", "4.0.9"))
			.map(RepositoryFilesTests::normalize)
			.hasSize(3)
			.isSubsetOf(commands);
	}

	@Test
	void workflowRunsAllVersionsOfTheReadme() throws IOException {
		Map<String, Object> jobs = map(workflow().get("jobs"));
		List<Object> java = list(matrix(jobs, "java").get("java"));
		List<Object> springBoot = list(matrix(jobs, "spring-boot").get("spring-boot"));
		List<List<String>> rows = Page.of("README.md").rows();
		assertThat(rows).extracting((row) -> row.get(0))
			.containsAll(springBoot.stream().map(Object::toString).toList());
		assertThat(rows).filteredOn((row) -> row.get(0).matches("4\\.\\d+\\.\\d+"))
			.flatExtracting((row) -> List.of(row.get(2).split(", ")))
			.isSubsetOf(java.stream().map(Object::toString).toList());
	}

	@Test
	void dependabotReadsDirectoriesWithDependencies() throws IOException {
		List<Object> updates = list(read(GITHUB.resolve("dependabot.yml")).get("updates"));
		assertThat(updates).extracting((update) -> map(update).get("package-ecosystem"))
			.containsExactly("maven", "npm", "github-actions");
		assertThat(ROOT.resolve("." + map(updates.get(0)).get("directory")).resolve("pom.xml")).exists();
		assertThat(ROOT.resolve("." + map(updates.get(1)).get("directory")).resolve("package.json")).exists();
	}

	@ParameterizedTest
	@MethodSource
	void issueFormHasFieldsWithLabels(Path file) throws IOException {
		Map<String, Object> form = read(file);
		assertThat(form).containsKeys("name", "description", "body");
		List<Map<String, Object>> fields = list(form.get("body")).stream()
			.map(RepositoryFilesTests::map)
			.filter((field) -> !field.get("type").equals("markdown"))
			.toList();
		assertThat(fields).isNotEmpty().allSatisfy((field) -> {
			assertThat(field.get("type")).isIn("textarea", "input", "dropdown", "checkboxes");
			assertThat(map(field.get("attributes"))).containsKey("label");
		});
		assertThat(fields).extracting((field) -> field.get("id")).doesNotContainNull().doesNotHaveDuplicates();
	}

	static Stream<Path> issueFormHasFieldsWithLabels() {
		return Stream.of("bug.yml", "feature.yml").map(GITHUB.resolve("ISSUE_TEMPLATE")::resolve);
	}

	private static Map<String, Object> workflow() throws IOException {
		return read(GITHUB.resolve("workflows/build.yml"));
	}

	private static List<String> steps(String key) throws IOException {
		List<String> values = new ArrayList<>();
		for (Object job : map(workflow().get("jobs")).values()) {
			list(map(job).get("steps")).stream()
				.map(RepositoryFilesTests::map)
				.filter((step) -> step.containsKey(key))
				.map((step) -> step.get(key).toString())
				.forEach(values::add);
		}
		return values;
	}

	private static Map<String, Object> matrix(Map<String, Object> jobs, String job) {
		return map(map(map(jobs.get(job)).get("strategy")).get("matrix"));
	}

	private static Map<String, Object> read(Path file) throws IOException {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		return map(new Yaml(options).load(Files.readString(file)));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(Object value) {
		return (List<Object>) value;
	}

	private static String normalize(String text) {
		return text.replace("\\\n", " ").replaceAll("\\s+", " ").strip();
	}

}
