package io.github.jwtsecurity.docs;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.SigningKeys;
import io.github.jwtsecurity.token.UserIdAuthenticationConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The examples and tables of {@code docs/verification.md}.
 */
class VerificationDocumentationTests {

	private static final Page PAGE = Page.of("docs/verification.md");

	@Test
	void issuedTokenIsAccepted() {
		try (NoteServer server = NoteServer.start(TokenDesk.class)) {
			String token = server.bean(TokenDesk.class).tokenFor("alice", "alice@example.com");
			assertThat(server.get("/api/alice/notes", token).status()).isEqualTo(200);
			assertThat(server.get("/api/bob/notes", token).status()).isEqualTo(403);
		}
	}

	@Test
	void issuerOfTheApplicationReplacesTheOneOfTheLibrary() {
		try (NoteServer server = NoteServer.startWithAccounts(OwnIssuer.class)) {
			JsonHttp.Answer signedUp = server.json()
				.post("/api/auth/signup", Map.of("email", "alice@example.com", "password", "Correct-horse-1"));
			String path = "/api/" + signedUp.userId() + "/notes";
			assertThat(server.bean(JwtDecoder.class).decode(signedUp.token()).getHeaders()).containsEntry("typ",
					"at+jwt");
			assertThat(server.get(path, signedUp.token()).status()).isEqualTo(200);
			assertThat(server.json().post("/api/auth/logout", "", signedUp.bearer()).status()).isEqualTo(204);
			assertThat(server.get(path, signedUp.token()).status()).isEqualTo(401);
		}
	}

	@Test
	void validatorOfTheApplicationIsAskedToo() {
		LibraryContext.runner()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.withUserConfiguration(TenantTokens.class)
			.run((context) -> {
				Map<String, Object> claims = TestTokens.claims("alice");
				JwtDecoder decoder = context.getBean(JwtDecoder.class);
				for (Object tenant : new Object[] { "other", 7, "" }) {
					claims.put("tenant", tenant);
					assertThatExceptionOfType(BadJwtException.class)
						.isThrownBy(() -> decoder.decode(TestTokens.sign(claims)))
						.withMessage("The token is refused by this service");
				}
				claims.put("tenant", "acme");
				assertThat(decoder.decode(TestTokens.sign(claims))).isNotNull();
			});
	}

	@Test
	void converterOfTheApplicationGrantsRolesAndScopes() {
		LibraryContext.runner()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.withUserConfiguration(RolesAndScopes.class)
			.run((context) -> {
				Map<String, Object> claims = TestTokens.claims("alice");
				claims.put("scope", "notes");
				claims.put("roles", List.of("editor"));
				Authentication authentication = context.getBean(UserIdAuthenticationConverter.class)
					.convert(context.getBean(JwtDecoder.class).decode(TestTokens.sign(claims)));
				assertThat(authentication.getName()).isEqualTo("alice");
				assertThat(authentication.getAuthorities()).extracting(GrantedAuthority::getAuthority)
					.contains("SCOPE_notes", "ROLE_editor");
			});
	}

	@Test
	void ownDecoderReplacesTheKeys() throws JOSEException {
		RSAKey key = SigningKeys.rsa(null, 2048);
		RSAPublicKey publicKey = key.toRSAPublicKey();
		RSAPrivateKey privateKey = key.toRSAPrivateKey();
		LibraryContext.runner()
			.withBean(RSAPublicKey.class, () -> publicKey)
			.withUserConfiguration(OwnDecoder.class)
			.run((context) -> {
				JwtDecoder decoder = context.getBean(JwtDecoder.class);
				assertThat(decoder.decode(sign(privateKey)).getSubject()).isEqualTo("alice");
				assertThatExceptionOfType(BadJwtException.class)
					.isThrownBy(() -> decoder.decode(TestTokens.validFor("alice")));
			});
	}

	@ParameterizedTest
	@MethodSource
	void refusalHasTheDocumentedDetail(String detail, String token) {
		assertThat(PAGE.rows()).as("a row with the message").anyMatch((row) -> row.get(0).equals(detail));
		LibraryContext.runner()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET,
					"jwt-security.issuer=https://issuer.example", "jwt-security.audiences=tasks")
			.run((context) -> assertThatExceptionOfType(BadJwtException.class)
				.isThrownBy(() -> context.getBean(JwtDecoder.class).decode(token))
				.withMessage(detail));
	}

	static Stream<Arguments> refusalHasTheDocumentedDetail() {
		String valid = with();
		long now = Instant.now().getEpochSecond();
		return Stream.of(Arguments.of("The token is missing or too long", "a".repeat(70_000)),
				Arguments.of("The token does not have three parts", "a.b"),
				Arguments.of("The token is not base64url in canonical form", valid + "="),
				Arguments.of("The token's header is not a JSON object with unique keys", TestTokens.sign("[]", "{}")),
				Arguments.of("The token's header is malformed", TestTokens.sign("{\"alg\":7}", "{}")),
				Arguments.of("The token asks for an extension that is not supported",
						TestTokens.sign("{\"alg\":\"HS256\",\"crit\":[\"x\"]}", "{}")),
				Arguments.of("The token is not signed", TestTokens.sign("{\"alg\":\"none\"}", "{}")),
				Arguments.of("The token's algorithm is not accepted", TestTokens.sign("{\"alg\":\"HS512\"}", "{}")),
				Arguments.of("The token's signature is not valid",
						TestTokens.sign("{\"alg\":\"HS256\"}", "{}", "another-" + TestTokens.SECRET)),
				Arguments.of("The token's payload is not a JSON object with unique keys",
						TestTokens.sign("{\"alg\":\"HS256\"}", "{\"exp\":1,\"exp\":2}")),
				Arguments.of("The token's type is not accepted",
						TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\"}", "{}")),
				Arguments.of("The token is not an access token", with("token_type", "refresh")),
				Arguments.of("The token is an ID token", with("nonce", "x")),
				Arguments.of("The token's claim 'exp' is missing", with("exp", null)),
				Arguments.of("The token's claim 'iat' is not a time", with("iat", "now")),
				Arguments.of("The token is expired", with("iat", now - 100, "exp", now - 31)),
				Arguments.of("The token is not valid yet", with("nbf", now + 100)),
				Arguments.of("The token expires before it was issued", with("iat", now + 10, "exp", now + 5)),
				Arguments.of("The token's issuer is not accepted", with("iss", "https://other.example")),
				Arguments.of("The token's audience is not accepted", with("aud", "other")),
				Arguments.of("The token is bound to a key and is not a bearer token", with("cnf", Map.of("jkt", "x"))),
				Arguments.of("The token's user id claim is missing or malformed", with("user_id", " ")),
				Arguments.of("The token's claim 'email' is missing or malformed", with("email", null)));
	}

	@ParameterizedTest
	@MethodSource
	void startFailsWithTheDocumentedMessage(String message, List<String> properties) {
		assertThat(PAGE.rows()).as("a row with the message").anyMatch((row) -> row.get(0).equals(message));
		LibraryContext.runner()
			.withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> assertThat(
					Objects.requireNonNull(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
						.getMessage())
				.contains(message));
	}

	static Stream<Arguments> startFailsWithTheDocumentedMessage() {
		String secret = "jwt-security.secret=";
		return Stream.of(unusable("No key source is set, so no token can be verified"),
				unusable("More than one key source is set", secret + TestTokens.SECRET,
						"jwt-security.jwk-set-uri=https://issuer.example/jwks"),
				unusable("holds a placeholder that was not replaced: JWT_SECRET_OF_NOBODY is not set",
						secret + "${JWT_SECRET_OF_NOBODY}"),
				unusable("is too short: it has 8 bytes, HS256 needs at least 32", secret + "tooshort"),
				unusable("is a well-known placeholder that everybody can sign with",
						secret + "your-256-bit-secret-your-256-bit-secret"),
				unusable("has a pattern that can be guessed: a repeated text, or consecutive characters",
						secret + "0123456789abcdef0123456789abcdef"),
				unusable("starts with base64: but what follows is not base64", secret + "base64:???"),
				unusable("a secret is used with exactly one HMAC algorithm", secret + TestTokens.SECRET,
						"jwt-security.algorithms=HS256,HS512"));
	}

	private static Arguments unusable(String message, String... properties) {
		return Arguments.of(message, List.of(properties));
	}

	private static String with(Object... changes) {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iss", "https://issuer.example");
		claims.put("aud", "tasks");
		for (int i = 0; i < changes.length; i += 2) {
			claims.put((String) changes[i], changes[i + 1]);
		}
		return TestTokens.sign(claims);
	}

	private static String sign(RSAPrivateKey key) throws JOSEException {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("sub", "alice");
		claims.put("iss", "https://issuer.example");
		JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(claims));
		token.sign(new RSASSASigner(key));
		return token.serialize();
	}

}
