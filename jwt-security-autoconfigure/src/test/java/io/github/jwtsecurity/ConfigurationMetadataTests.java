package io.github.jwtsecurity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the descriptions and hints of the properties, which an IDE shows.
 */
class ConfigurationMetadataTests {

	private static final Path FILE = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final String SECRET = TestTokens.SECRET + TestTokens.SECRET;

	private static final String SIGNING_ALGORITHM = "jwt-security.signing.algorithm";

	private static final int MINIMUM_WORDS = 5;

	/** The start of a description that cannot be read without its neighbours. */
	private static final String DANGLING = "(It|Its|This|These|That|Those|They|Also|And|Or|But|Of|Without|With|What|Who|How|Which"
			+ "|Where|When|If|As|For|Same|The (only|same|other|accepted))\\b.*";

	/** The providers that Spring Boot defines and that these properties use. */
	private static final Set<String> PROVIDERS = Set.of("any", "handle-as");

	private final Map<String, PropertyMetadata> properties = PropertyMetadata.read()
		.stream()
		.collect(Collectors.toMap(PropertyMetadata::name, Function.identity()));

	@Test
	void descriptionsCanBeReadAlone() {
		assertThat(PropertyMetadata.readWithIssuers()).isNotEmpty().allSatisfy((property) -> {
			String description = property.description();
			assertThat(description).as(property.name())
				.matches("(?s)[A-Z\"].*\\.")
				.doesNotMatch(DANGLING)
				.doesNotContain("&", "{@", "<");
			assertThat(description.split("\\s+")).as(property.name() + ": " + description)
				.hasSizeGreaterThanOrEqualTo(MINIMUM_WORDS);
		});
	}

	@Test
	void switchesAreQuestions() {
		assertThat(this.properties.values()).filteredOn((property) -> property.type().equals("java.lang.Boolean"))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).startsWith("Whether "));
	}

	@Test
	void choicesAreDescribedInTheDescription() {
		assertThat(this.properties.keySet()).contains("jwt-security.cookie.same-site", "jwt-security.audit.store");
		assertThat(this.properties.get("jwt-security.cookie.same-site").description()).contains("strict", "lax");
		assertThat(this.properties.get("jwt-security.ownership.mismatch-status").description()).contains("forbidden",
				"not-found");
	}

	@Test
	void hintsAreForExistingProperties() {
		assertThat(hints()).isNotEmpty()
			.allSatisfy((hint) -> assertThat(this.properties).containsKey(hint.path("name").asString()));
	}

	@Test
	void locationsAndAddressesAreHandledAsWhatTheyAre() {
		assertThat(hints()).allSatisfy((hint) -> hint.path("providers").forEach((provider) -> {
			assertThat(PROVIDERS).contains(provider.path("name").asString());
			if (provider.path("name").asString().equals("handle-as")) {
				String target = provider.path("parameters").path("target").asString();
				assertThat(ClassUtils.isPresent(target, null)).as(target).isTrue();
			}
		}));
		assertThat(this.properties.values()).filteredOn((property) -> property.type().contains("Resource"))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(hints())
				.anyMatch((hint) -> hint.path("name").asString().equals(property.name())));
	}

	@ParameterizedTest
	@MethodSource
	void valueOfAHintIsAccepted(String property, String value) {
		runner(property, value).withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static Stream<Object[]> valueOfAHintIsAccepted() {
		return hints().stream()
			.flatMap((hint) -> hint.path("values")
				.valueStream()
				.map((value) -> new Object[] { hint.path("name").asString(), value.path("value").asString() }))
			.filter((hint) -> !hint[0].equals(SIGNING_ALGORITHM) || !hint[1].toString().matches("[RP]S.*"));
	}

	/**
	 * Compares texts, since a start with an RSA key takes seconds.
	 */
	@Test
	void signingAlgorithmsAreThoseOfTheDescription() {
		String algorithms = hints().stream()
			.filter((hint) -> hint.path("name").asString().equals(SIGNING_ALGORITHM))
			.flatMap((hint) -> hint.path("values").valueStream())
			.map((value) -> value.path("value").asString())
			.collect(Collectors.joining(", "));
		assertThat(this.properties.get(SIGNING_ALGORITHM).description().replace(" or", ","))
			.contains(": " + algorithms + ".");
	}

	private static WebApplicationContextRunner runner(String property, String value) {
		if (property.startsWith("jwt-security.signing.")) {
			return LibraryContext.runner()
				.withPropertyValues("jwt-security.signing.store=jdbc",
						"jwt-security.signing.encryption-secret=" + SECRET);
		}
		boolean keyPair = property.equals("jwt-security.algorithms") && !value.startsWith("HS");
		return LibraryContext.withoutAccounts()
			.withPropertyValues(keyPair ? "jwt-security.jwk-set-uri=https://issuer.example.com/jwks"
					: "jwt-security.secret=" + SECRET);
	}

	private static List<JsonNode> hints() {
		return new JsonMapper().readTree(FILE).path("hints").valueStream().toList();
	}

}
