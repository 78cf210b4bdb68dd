package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.PropertyMetadata;
import io.github.jwtsecurity.TestCertificate;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.docs.Page.Block;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the fenced blocks and the links of the documentation.
 */
class DocumentationTests {

	/**
	 * The directories of the examples: in this module, and in the sample for those that
	 * only the sample can run.
	 */
	private static final List<Path> EXAMPLES = Stream
		.of("src/test/java/com/example/notes", "src/test/java/io/github/jwtsecurity/docs",
				"../sample-app/src/test/java/io/github/jwtsecurity/docs")
		.map(Path::of)
		.toList();

	/** The services whose examples need modules that these tests do not have. */
	private static final Path SERVICES = Path.of("../jwt-security-starter/src/it");

	private static final Set<String> KEY_SOURCES = Set.of("jwt-security.secret", "jwt-security.generate-secret",
			"jwt-security.jwk-set-uri", "jwt-security.public-key-location", "jwt-security.better-auth.url",
			"jwt-security.supabase.url", "jwt-security.issuer-uri", "jwt-security.signing.key-location",
			"jwt-security.signing.store");

	private static final Set<String> KEY_PAIRS = Set.of("jwt-security.signing.key-location",
			"jwt-security.signing.previous-key-locations", "jwt-security.signing.store");

	/** The pages that open with a command, a picture or links instead of a snippet. */
	private static final Set<String> NO_GUIDES = Set.of("README.md", "architecture.md", "concepts.md",
			"getting-started.md", "index.md", "performance.md");

	/**
	 * The properties of the examples, and of springdoc, which the tests of the sample
	 * use.
	 */
	private static final Set<String> OTHER_PROPERTIES = Set.of("jwt.secret", "springdoc.api-docs.enabled",
			"springdoc.swagger-ui.enabled");

	/** The beginning of the only kind of YAML that is not configuration. */
	private static final String CHANGE_LOG = "databaseChangeLog:";

	/** A property that only PostgreSQL supports. */
	private static final String NEEDS_POSTGRESQL = "jwt-security.sessions.revocation-notifications";

	/** The records that the properties of the library are bound to. */
	private static final List<Class<?>> PROPERTIES = properties();

	/** An artefact of the library, or the parent of Spring Boot, with its version. */
	private static final Pattern VERSION = Pattern.compile(
			"<artifactId>(jwt-security-[\\w-]+|spring-boot-starter-parent)</artifactId>\\s*<version>([^<]+)</version>");

	/** A secret that is long enough for every algorithm. */
	private static final String SECRET = TestTokens.SECRET + TestTokens.SECRET;

	@TempDir
	private static Path directory;

	/** The environment variables of the examples. */
	private static String[] environment;

	/**
	 * The files and directories with the examples in JavaScript.
	 */
	private static final List<Path> SCRIPTS = Stream
		.of("../sample-app/src/test/resources/better-auth/auth.mjs",
				"../sample-app/src/test/resources/better-auth/server.mjs", "../sample-app/src/test/resources/front-end")
		.map(Path::of)
		.toList();

	/** The source files in {@link #EXAMPLES}. */
	private static List<String> examples;

	/** The source files in {@link #SCRIPTS}. */
	private static List<String> scripts;

	@BeforeAll
	static void createKeys() throws IOException, GeneralSecurityException {
		environment = new String[] { "JWT_SECRET=" + SECRET, "JWT_SECRET_BEFORE=before-" + SECRET,
				"JWT_SECRET_NEXT=next-" + SECRET, "BETTER_AUTH_SECRET=" + SECRET, "SUPABASE_JWT_SECRET=" + SECRET,
				"ISSUER_KEY_FILE=" + publicKey(), "ISSUER_CERTIFICATE=" + TestCertificate.in(directory).pem(),
				"KEY_SECRET=key-" + SECRET, "KEY_SECRET_NEXT=next-" + SECRET,
				"SIGNING_KEY_FILE=" + privateKey("signing.pem"), "NEXT_KEY_FILE=" + privateKey("next.pem") };
	}

	@BeforeAll
	static void readExamples() throws IOException {
		examples = new ArrayList<>();
		for (Path sources : EXAMPLES) {
			try (Stream<Path> files = Files.list(sources)) {
				files.map(Page::read).map(Page::text).map(DocumentationTests::normalize).forEach(examples::add);
			}
		}
		try (Stream<Path> files = Files.walk(SERVICES)) {
			files.filter((file) -> file.toString().matches(".*/src/main/.*\\.(java|kt)"))
				.map(Page::read)
				.map(Page::text)
				.map(DocumentationTests::normalize)
				.forEach(examples::add);
		}
	}

	@BeforeAll
	static void readScripts() throws IOException {
		scripts = new ArrayList<>();
		for (Path sources : SCRIPTS) {
			try (Stream<Path> files = Files.walk(sources)) {
				files.filter((file) -> file.toString().matches(".*\\.(js|jsx|mjs|html)"))
					.map(Page::read)
					.map(Page::text)
					.map(DocumentationTests::normalize)
					.forEach(scripts::add);
			}
		}
	}

	@ParameterizedTest
	@MethodSource
	void yamlHasOnlyKnownPropertiesAndStarts(Block block) throws IOException {
		List<PropertySource<?>> sources = load(block);
		Set<String> names = names(sources).map((name) -> name.replaceAll("\\[\\d+]", ""))
			.map((name) -> name.replaceAll("^(jwt-security\\.issuers)\\.[^.]+", "$1.<name>"))
			.filter((name) -> name.startsWith("jwt-security."))
			.collect(Collectors.toSet());
		assertThat(PropertyMetadata.readWithIssuers()).extracting(PropertyMetadata::name).containsAll(names);
		WebApplicationContextRunner runner = LibraryContext
			.runner(SslAutoConfiguration.class, MailSenderAutoConfiguration.class)
			.withPropertyValues(environment)
			.withInitializer((context) -> sources.forEach(context.getEnvironment().getPropertySources()::addLast));
		if (names.contains(NEEDS_POSTGRESQL)) {
			runner = runner.withPropertyValues(TestDatabase.postgresql().withTables().properties());
		}
		(names.stream().anyMatch(KEY_SOURCES::contains) ? runner
				: runner.withPropertyValues("jwt-security.secret=" + SECRET))
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.getBeanNames(SecurityFilterChain.class)
					.containsExactlyInAnyOrderElementsOf(chains(names));
				// The application itself binds only the properties of enabled features.
				Binder binder = Binder.get(context.getEnvironment());
				PROPERTIES
					.forEach((type) -> assertThat(binder.bindOrCreate(prefix(type), Bindable.of(type))).isNotNull());
			});
	}

	@ParameterizedTest
	@MethodSource
	void yamlHasOnlyKnownProperties(Block block) throws IOException {
		Map<String, Boolean> known = SpringBootProperties.read();
		assertThat(names(load(block)).filter((name) -> !OTHER_PROPERTIES.contains(name)))
			.allSatisfy((name) -> assertThat(SpringBootProperties.contain(known, name)).as(name).isTrue());
	}

	static Stream<Block> yamlHasOnlyKnownProperties() {
		return blocks("yaml").filter((block) -> !block.text().startsWith(CHANGE_LOG));
	}

	private static List<PropertySource<?>> load(Block block) throws IOException {
		return new YamlPropertySourceLoader().load(block.place(),
				new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)));
	}

	private static Stream<String> names(List<PropertySource<?>> sources) {
		return sources.stream()
			.flatMap((source) -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()));
	}

	private static List<Class<?>> properties() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		return scanner.findCandidateComponents("io.github.jwtsecurity")
			.stream()
			.<Class<?>>map((found) -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
			.filter((type) -> prefix(type).startsWith("jwt-security"))
			.toList();
	}

	private static String prefix(Class<?> properties) {
		return properties.getAnnotation(ConfigurationProperties.class).value();
	}

	private static List<String> chains(Set<String> properties) {
		List<String> chains = new ArrayList<>(List.of("jwtSecurityFilterChain"));
		if (properties.contains("jwt-security.accounts.enabled")) {
			chains.add("jwtSecurityAccountFilterChain");
		}
		if (properties.stream().anyMatch(KEY_PAIRS::contains)) {
			chains.add("jwtSecurityJwkSetFilterChain");
		}
		return chains;
	}

	static Stream<Block> yamlHasOnlyKnownPropertiesAndStarts() {
		// Several pages have the same block.
		return blocks("yaml").filter((block) -> block.text().contains("jwt-security:"))
			.collect(Collectors.toMap(Block::text, Function.identity(), (first, again) -> first))
			.values()
			.stream();
	}

	@ParameterizedTest
	@MethodSource
	void javaIsPartOfATestedExample(Block block) {
		assertThat(examples).as(block + " must stand in a source file in " + EXAMPLES + " or " + SERVICES)
			.anyMatch((example) -> example.contains(normalize(block.text())));
	}

	static Stream<Block> javaIsPartOfATestedExample() {
		return Stream.of("java", "kotlin").flatMap(DocumentationTests::blocks);
	}

	@ParameterizedTest
	@MethodSource
	void javaScriptIsPartOfATestedFile(Block block) {
		assertThat(scripts).as(block + " must stand in a source file in " + SCRIPTS)
			.anyMatch((script) -> script.contains(normalize(block.text())));
	}

	static Stream<Block> javaScriptIsPartOfATestedFile() {
		return Stream.of("js", "jsx", "html").flatMap(DocumentationTests::blocks);
	}

	@ParameterizedTest
	@MethodSource
	void pageOpensWithASnippetThatIsTested(Page page) {
		assertThat(page.blocks()).first().extracting(Block::language).isIn("yaml", "java", "json", "js");
	}

	static Stream<Page> pageOpensWithASnippetThatIsTested() {
		return Page.withCode().stream().filter((page) -> !NO_GUIDES.contains(page.path().getFileName().toString()));
	}

	@ParameterizedTest
	@MethodSource
	void linksLeadSomewhere(Page page) {
		for (String link : page.links()) {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
			assertThat(target).as(link).exists();
			if (parts.length == 2) {
				assertThat(Page.read(target).anchors()).as(link).contains(parts[1]);
			}
		}
	}

	static Stream<Page> linksLeadSomewhere() {
		return Stream.concat(Stream.of("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md").map(Page::of),
				Page.withCode().stream());
	}

	@Test
	void indexLeadsToEveryPage() {
		Set<Path> reached = new HashSet<>();
		Deque<Path> next = new ArrayDeque<>(List.of(Page.of("docs/index.md").path()));
		while (!next.isEmpty()) {
			Path page = next.pop();
			if (reached.add(page) && page.toString().endsWith(".md")) {
				Page.read(page)
					.links()
					.stream()
					.map((link) -> link.split("#", 2)[0])
					.filter((link) -> !link.isEmpty())
					.map((link) -> page.resolveSibling(link).normalize())
					.filter((target) -> target.startsWith(Page.ROOT.resolve("docs")))
					.forEach(next::push);
			}
		}
		assertThat(reached)
			.containsAll(Page.withCode().stream().map(Page::path).filter((path) -> path.startsWith("../docs")).toList())
			.contains(Page.ROOT.resolve("docs/openapi.yaml"));
	}

	@Test
	void diagramHasEveryPackage() throws IOException {
		String diagram = Page.of("docs/architecture.md").blocks().get(0).text();
		try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/jwtsecurity"))) {
			assertThat(files.map((file) -> "[\"" + file.getFileName() + "<br>")).isNotEmpty()
				.allSatisfy((node) -> assertThat(diagram).contains(node));
		}
	}

	@ParameterizedTest
	@MethodSource
	void xmlNamesThisVersion(Block block) {
		String project = Page.of("pom.xml").text();
		Matcher version = VERSION.matcher(block.text());
		while (version.find()) {
			String expected = version.group(1).startsWith("jwt-security") ? "<version>" + version.group(2)
					: "<spring-boot.version>" + version.group(2);
			assertThat(project).contains(expected + "</");
		}
	}

	static Stream<Block> xmlNamesThisVersion() {
		return blocks("xml");
	}

	@ParameterizedTest
	@ValueSource(strings = { "./mvnw -pl sample-app -am spring-boot:run", "./mvnw verify" })
	void readmeHasTheCommand(String command) {
		assertThat(Page.of("README.md").blocks()).extracting((block) -> block.text().strip()).contains(command);
	}

	@Test
	void readmeIsShort() {
		assertThat(Page.of("README.md").text().lines().count()).isLessThanOrEqualTo(150);
	}

	private static URI privateKey(String name) throws IOException, GeneralSecurityException {
		byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
		String pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
			.formatted(Base64.getMimeEncoder().encodeToString(key));
		return Files.writeString(directory.resolve(name), pem).toUri();
	}

	private static URI publicKey() throws IOException, GeneralSecurityException {
		byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded();
		String pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
			.formatted(Base64.getMimeEncoder().encodeToString(key));
		return Files.writeString(directory.resolve("issuer.pem"), pem).toUri();
	}

	private static Stream<Block> blocks(String language) {
		return Page.withCode()
			.stream()
			.flatMap((page) -> page.blocks().stream())
			.filter((block) -> block.language().equals(language));
	}

	private static String normalize(String text) {
		return text.strip().replaceAll("\\s+", " ");
	}

}
