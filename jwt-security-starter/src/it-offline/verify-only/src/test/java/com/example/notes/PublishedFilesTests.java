package com.example.notes;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files of the library in the local repository, which was empty.
 */
class PublishedFilesTests {

	/** The elements that repositories of releases require, and the dependencies. */
	private static final String[] ELEMENTS = { "modelVersion", "groupId", "artifactId", "version", "name",
			"description", "url", "licenses", "developers", "scm", "dependencies" };

	private static final Path VERSION = jar().getParent();

	private static final Path GROUP = VERSION.getParent().getParent();

	/** The directory of the build, in whose subdirectory this service is. */
	private static final Path BUILD = Path.of("../../../..");

	@Test
	void serviceNeedsTheStarterAndItsLibraryAlone() throws IOException {
		try (Stream<Path> artefacts = Files.list(GROUP)) {
			assertThat(artefacts.map(Path::getFileName).map(Path::toString))
				.containsExactlyInAnyOrder("jwt-security-autoconfigure", "jwt-security-starter");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security-autoconfigure", "jwt-security-starter" })
	void pomHasNoParentAndNoBuild(String artefact) throws Exception {
		assertThat(children(pom(artefact))).extracting(Element::getTagName).containsExactly(ELEMENTS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security-autoconfigure", "jwt-security-starter" })
	void dependenciesHaveVersionsAndAreNotOfTests(String artefact) throws Exception {
		assertThat(dependencies(artefact)).isNotEmpty().allSatisfy((dependency) -> {
			assertThat(text(dependency, "version")).isNotEmpty().doesNotContain("$");
			assertThat(text(dependency, "scope")).isEqualTo("compile");
		});
	}

	@Test
	void dependenciesOfFeaturesAreOptional() throws Exception {
		assertThat(dependencies("jwt-security-autoconfigure"))
			.filteredOn((dependency) -> !text(dependency, "optional").equals("true"))
			.extracting((dependency) -> text(dependency, "artifactId"))
			.containsExactlyInAnyOrder("spring-boot-autoconfigure", "spring-boot-security",
					"spring-security-oauth2-resource-server", "spring-security-oauth2-jose", "jackson-databind",
					"bucket4j_jdk17-core", "bucket4j_jdk17-caffeine", "caffeine", "zxcvbn", "slf4j-api");
	}

	@ParameterizedTest
	@CsvSource({ "jwt-security-autoconfigure, io.github.jwtsecurity.autoconfigure",
			"jwt-security-starter, io.github.jwtsecurity.starter" })
	void jarHasAModuleNameAndTheLicence(String artefact, String module) throws IOException {
		Path jar = file(artefact, ".jar");
		assertThat(ModuleFinder.of(jar).findAll()).extracting((reference) -> reference.descriptor().name())
			.containsExactly(module);
		try (JarFile file = new JarFile(jar.toFile())) {
			assertThat(file.getEntry("META-INF/LICENSE")).isNotNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt-security-autoconfigure", "jwt-security-starter" })
	void sourcesAndJavadocAreBuilt(String artefact) {
		Path directory = BUILD.resolve(artefact).resolve("target");
		assertThat(List.of("-sources.jar", "-javadoc.jar"))
			.allSatisfy((ending) -> assertThat(directory.resolve(artefact + "-" + VERSION.getFileName() + ending))
				.isNotEmptyFile());
	}

	private static Path jar() {
		try {
			return Path.of(JwtSecurityConfigurer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path file(String artefact, String ending) {
		return GROUP.resolve(artefact)
			.resolve(VERSION.getFileName())
			.resolve(artefact + "-" + VERSION.getFileName() + ending);
	}

	private static Element pom(String artefact) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(file(artefact, ".pom").toFile())
			.getDocumentElement();
	}

	private static List<Element> dependencies(String artefact) throws Exception {
		return children((Element) pom(artefact).getElementsByTagName("dependencies").item(0));
	}

	private static List<Element> children(Element parent) {
		NodeList nodes = parent.getChildNodes();
		return IntStream.range(0, nodes.getLength())
			.mapToObj(nodes::item)
			.filter((node) -> node.getNodeType() == Node.ELEMENT_NODE)
			.map(Element.class::cast)
			.toList();
	}

	private static String text(Element parent, String name) {
		Node node = parent.getElementsByTagName(name).item(0);
		return (node != null) ? node.getTextContent() : "";
	}

}
