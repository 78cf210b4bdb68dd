package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.DocumentServer;
import io.github.jwtsecurity.token.SigningKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract of a page about an issuer. The page has the configuration of a service,
 * the header and the claims of an access token as JSON, and a table of other tokens with
 * the reasons for which the service refuses them. A server on this machine takes the
 * place of the issuer, and the page is read with the address of that server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IssuerPageTests {

	/** A secret that has the length of a secret of Django or Supabase. */
	static final String SECRET = TestTokens.SECRET + "-" + TestTokens.SECRET;

	private static final List<String> TIMES = List.of("iat", "exp", "nbf", "auth_time", "refresh_exp");

	private static final JsonMapper MAPPER = new JsonMapper();

	private final DocumentServer issuer = new DocumentServer();

	private final String name;

	private final String documentedOrigin;

	private final JWK key;

	private final Class<?> example;

	private Page page;

	private NoteServer server;

	/**
	 * Creates the contract of a page.
	 * @param name the file name of the page
	 * @param documentedOrigin the scheme and host of the issuer on the page
	 * @param key the key with which the issuer signs
	 * @param example the beans of the page
	 */
	IssuerPageTests(String name, String documentedOrigin, JWK key, Class<?> example) {
		this.name = name;
		this.documentedOrigin = documentedOrigin;
		this.key = key;
		this.example = example;
	}

	/**
	 * Returns the other tokens of the issuer by their names on the page.
	 */
	abstract Map<String, String> otherTokens();

	/**
	 * Returns the address of the issuer.
	 */
	String origin() {
		return this.issuer.origin();
	}

	@BeforeAll
	void start() {
		this.page = read(this.name);
		this.server = start(0);
	}

	/**
	 * Reads a page with the address of the server instead of that of the issuer.
	 */
	private Page read(String name) {
		Page page = Page.of("docs/issuers/" + name);
		return new Page(page.path(), page.text().replace(this.documentedOrigin, origin()));
	}

	@AfterAll
	void stop() {
		this.server.close();
		this.issuer.close();
	}

	@Test
	void accessTokenIsAcceptedOnThePathOfItsUserOnly() {
		assertAccepted(this.server, accessToken(), claims());
	}

	@ParameterizedTest
	@MethodSource
	void otherTokenIsRefusedForTheDocumentedReason(String token) {
		String documented = refusals().stream()
			.filter((row) -> row.get(0).equals(token))
			.findFirst()
			.orElseThrow()
			.get(1);
		assertThat(documented).contains(refusal(this.server, otherTokens().get(token)));
	}

	Stream<String> otherTokenIsRefusedForTheDocumentedReason() {
		return refusals().stream().map((row) -> row.get(0));
	}

	@Test
	void everyOtherTokenIsDocumented() {
		assertThat(refusals()).extracting((row) -> row.get(0))
			.containsExactlyInAnyOrderElementsOf(otherTokens().keySet());
	}

	@Test
	void emailAddressIsRequiredOnlyIfTheTokenHasIt() {
		assertThat(properties(0).containsKey("jwt-security.token.required-claims"))
			.isNotEqualTo(claims().containsKey("email"));
	}

	@Test
	void indexHasThePage() {
		assertThat(Page.of("docs/issuers/README.md").table("issuer"))
			.filteredOn((row) -> row.get(0).endsWith("(" + this.name + ")"))
			.singleElement()
			.satisfies((row) -> assertThat(row.get(2)).isEqualTo(userIdClaim()));
	}

	/**
	 * Returns a service with the first YAML block of the page.
	 */
	final NoteServer server() {
		return this.server;
	}

	/**
	 * Starts a service with a YAML block of the page.
	 * @param block the index of the block
	 * @param more further properties
	 */
	final NoteServer start(int block, String... more) {
		return start(properties(block), this.example, more);
	}

	/**
	 * Starts a service that has this issuer and others, with the YAML block of the index.
	 * @param example the beans of the index
	 */
	final NoteServer startWithSeveralIssuers(Class<?> example) {
		return start(properties(read("README.md"), 0), example);
	}

	private NoteServer start(Map<String, String> properties, Class<?> example, String... more) {
		publish(properties);
		List<String> all = new ArrayList<>(List.of("jwt-security.secret=", "JWT_SECRET=" + SECRET,
				"SUPABASE_JWT_SECRET=" + SECRET, "BETTER_AUTH_SECRET=" + SECRET));
		properties.forEach((property, value) -> all.add(property + "=" + value));
		all.addAll(List.of(more));
		return NoteServer.start(example, all.toArray(String[]::new));
	}

	/**
	 * Publishes the key of the issuer, and the metadata if the service needs it.
	 */
	private void publish(Map<String, String> properties) {
		String keySet = properties.getOrDefault("jwt-security.jwk-set-uri", origin() + keySetPath());
		this.issuer.document(keySet.replace(origin(), ""), new JWKSet(this.key).toString(true));
		properties.forEach((property, value) -> {
			if (property.endsWith(".issuer-uri")) {
				publishMetadata(value.replace(origin(), ""), value);
			}
		});
	}

	/**
	 * Publishes metadata below a path.
	 * @param path the path
	 * @param name the issuer that the metadata names
	 */
	final void publishMetadata(String path, String name) {
		this.issuer.document(path.replaceFirst("/$", "") + "/.well-known/openid-configuration",
				MAPPER.writeValueAsString(Map.of("issuer", name, "jwks_uri", origin() + keySetPath())));
	}

	/**
	 * Returns the path of the key set, for a page that does not have its address.
	 */
	String keySetPath() {
		return "/keys";
	}

	final void assertAccepted(NoteServer server, String token, Map<String, Object> claims) {
		assertThat(get(server, claims, token)).returns(200, Answer::status);
		get(server, Map.of(userIdClaim(), "somebody"), token).refused(403, "not_owner");
	}

	/**
	 * Returns the detail of the response to a token, on the path of the user whose access
	 * token the page shows.
	 */
	final String refusal(NoteServer server, String token) {
		return get(server, claims(), token).refused(401, "token_invalid").json().path("detail").asString();
	}

	private Answer get(NoteServer server, Map<String, Object> claims, String token) {
		String userId = UriUtils.encodePathSegment(claims.get(userIdClaim()).toString(), StandardCharsets.UTF_8);
		return server.json().get("/api/" + userId + "/notes", "Authorization", "Bearer " + token);
	}

	/**
	 * Returns the access token of the page.
	 */
	String accessToken() {
		return sign(Map.of(), Map.of());
	}

	/**
	 * Returns a token with the header and the claims of the page.
	 * @param header the header parameters that differ
	 * @param claims the claims that differ, without those whose value is "-"
	 */
	final String sign(Map<String, ?> header, Map<String, ?> claims) {
		return SigningKeys.token(this.key, present(with(header(), header)), present(with(claims(), claims)));
	}

	final Map<String, Object> header() {
		return json(0);
	}

	/**
	 * Returns the claims of the page, which are issued now.
	 */
	final Map<String, Object> claims() {
		Map<String, Object> claims = json(1);
		long elapsed = Instant.now().getEpochSecond() - ((Number) claims.get("iat")).longValue();
		TIMES.forEach((time) -> claims.computeIfPresent(time, (name, value) -> ((Number) value).longValue() + elapsed));
		return claims;
	}

	static Map<String, Object> with(Map<String, ?> original, Map<String, ?> changes) {
		Map<String, Object> changed = new LinkedHashMap<>(original);
		changed.putAll(changes);
		return changed;
	}

	/**
	 * Returns the claims without those that a token does not have, which have the value
	 * "-".
	 */
	static Map<String, Object> present(Map<String, ?> claims) {
		Map<String, Object> present = new LinkedHashMap<>(claims);
		present.values().removeIf("-"::equals);
		return present;
	}

	private String userIdClaim() {
		Map<String, String> properties = properties(0);
		boolean preset = properties.keySet()
			.stream()
			.anyMatch((property) -> property.matches(".*(better-auth|supabase)\\.url"));
		return properties.getOrDefault("jwt-security.token.user-id-claim", preset ? "sub" : "user_id");
	}

	/**
	 * Returns the rows of the tokens that are refused with the code
	 * {@code token_invalid}.
	 */
	private List<List<String>> refusals() {
		return this.page.table("token in the request")
			.stream()
			.filter((row) -> !row.get(1).matches(".*(keys_unavailable|token_expired).*"))
			.toList();
	}

	private Map<String, Object> json(int index) {
		return MAPPER.readValue(blocks(this.page, "json").get(index), new TypeReference<>() {
		});
	}

	private Map<String, String> properties(int block) {
		return properties(this.page, block);
	}

	private static Map<String, String> properties(Page page, int block) {
		try {
			List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("page",
					new ByteArrayResource(blocks(page, "yaml").get(block).getBytes(StandardCharsets.UTF_8)));
			EnumerablePropertySource<?> source = (EnumerablePropertySource<?>) sources.get(0);
			Map<String, String> properties = new LinkedHashMap<>();
			Arrays.stream(source.getPropertyNames())
				.forEach((property) -> properties.put(property, Objects.toString(source.getProperty(property))));
			return properties;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> blocks(Page page, String language) {
		return page.blocks()
			.stream()
			.filter((block) -> block.language().equals(language))
			.map(Page.Block::text)
			.toList();
	}

}
