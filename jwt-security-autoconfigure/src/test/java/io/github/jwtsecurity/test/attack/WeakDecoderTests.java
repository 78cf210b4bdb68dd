package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.test.attack.WeakDecoder.Weakness;
import io.github.jwtsecurity.token.DocumentServer;
import io.github.jwtsecurity.token.SigningKeys;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the attacks on tokens, with an application whose decoder has one weakness at
 * a time.
 */
@SpringBootTest(classes = WeakDecoderTests.Application.class, properties = "jwt-security.secret=" + TestTokens.SECRET)
class WeakDecoderTests {

	private static final Map<String, Object> PARTIES = Map.of("iss", "https://issuer.example", "aud", "notes");

	private static final JWK RSA = SigningKeys.rsa("rsa", 2048);

	private static final JWK EC = SigningKeys.ec("ec", Curve.P_256);

	private static final JWK ED25519 = SigningKeys.ed25519("ed");

	private static final DocumentServer ISSUER = new DocumentServer();

	private static AnnotationConfigApplicationContext bySecret;

	private static AnnotationConfigApplicationContext byKeySet;

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private WeakDecoder decoder;

	@BeforeAll
	static void createStrictDecoders() {
		ISSUER.document("/jwks", new JWKSet(List.of(RSA, EC, ED25519)).toString());
		bySecret = strict("jwt-security.secret=" + TestTokens.SECRET);
		byKeySet = strict("jwt-security.jwk-set-uri=" + ISSUER.origin() + "/jwks");
	}

	private static AnnotationConfigApplicationContext strict(String keys) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(keys, "jwt-security.issuer=https://issuer.example", "jwt-security.audiences=notes")
			.applyTo(context);
		context.register(TokenAutoConfiguration.class);
		context.refresh();
		return context;
	}

	@AfterAll
	static void close() {
		bySecret.close();
		byKeySet.close();
		ISSUER.close();
	}

	@Test
	void attackWhenDecoderIsStrictThenEverythingIsRefused() {
		assertThat(found(Weakness.NONE, secret())).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void attackWhenDecoderLacksChecksThenFindsThat(List<String> messages, List<String> attacks) {
		assertThat(found(Weakness.ignoring(messages.toArray(String[]::new)), secret()))
			.containsExactlyElementsOf(attacks);
	}

	static Stream<Arguments> attackWhenDecoderLacksChecksThenFindsThat() {
		return Stream.of(lacks("The token is not signed", "Unsigned token"),
				lacks("The token's signature is not valid", "Changed token", "Embedded key", "Forged signature",
						"Key id", "Signature removed"),
				lacks("The token's algorithm is not accepted", "Embedded key", "Exchanged algorithm", "Key id",
						"Unsigned token"),
				lacks("The token asks for an extension that is not supported", "Critical extension",
						"Unencoded payload"),
				lacks("The token is not base64url in canonical form", "Other base64 of a token"),
				lacks("The token does not have three parts", "Other text of a token", "Signature removed",
						"Unsigned token"),
				lacks("The token's header is not a JSON object with unique keys", "Duplicate key"),
				lacks("The token's payload is not a JSON object with unique keys", "Duplicate key", "Malformed JSON",
						"Malformed time"),
				lacks("The token's type is not accepted", "Other kind of token"),
				lacks("The token is not an access token", "Other kind of token"),
				lacks("The token is an ID token", "ID token"),
				lacks("The token is bound to a key and is not a bearer token", "Token bound to a key"),
				lacks("The token's issuer is not accepted", "Other issuer"),
				lacks("The token's audience is not accepted", "Other audience"),
				lacks("The token is expired", "Expired token"),
				lacks("The token's claim 'exp' is missing", "Expired token", "Malformed time"),
				lacks("The token's claim 'exp' is not a time", "Malformed time"),
				lacks("The token's claim 'nbf' is not a time", "Malformed time"),
				lacks("The token is not valid yet", "Token of the future"),
				lacks("The token's claim 'iat' is missing", "Token of the future"),
				lacks("The token expires before it was issued", "Expired token"),
				lacks("The token's user id claim is missing or malformed", "No user id"));
	}

	private static Arguments lacks(String message, String... attacks) {
		return Arguments.of(List.of(message), List.of(attacks));
	}

	@Test
	void attackWhenKeyIdIsAPathThenFindsThat() {
		assertThat(found(
				Weakness
					.secret((header) -> String.valueOf(header.get("kid")).contains("/dev/null") ? new byte[1] : null),
				secret()))
			.containsExactly("Key id");
	}

	@Test
	void attackWhenOtherIssuerSignsForThisOneThenFindsThat() {
		JwtDecoder others = byKeySet.getBean(JwtDecoder.class);
		assertThat(found((token, message) -> TokenKeys.isAccepted(token, others), secret())).containsExactly("Key id");
	}

	@Test
	void attackWhenKeyIdIsPartOfAStatementThenFindsThat() {
		Pattern selected = Pattern.compile("SELECT '(.*)'");
		assertThat(found(Weakness.secret((header) -> {
			Matcher matcher = selected.matcher(String.valueOf(header.get("kid")));
			return matcher.find() ? matcher.group(1).getBytes(StandardCharsets.UTF_8) : null;
		}), secret())).containsExactly("Key id");
	}

	@Test
	void attackWhenTokenBringsItsKeyThenFindsThat() {
		for (TokenSource tokens : List.of(secret(), published(RSA), published(EC))) {
			assertThat(found((token, message) -> TokenKeys.embedded(token), tokens)).containsExactly("Embedded key");
		}
	}

	@Test
	void attackWhenTokenBringsItsCertificateThenFindsThat() {
		assertThat(found((token, message) -> TokenKeys.certified(token), secret())).containsExactly("Embedded key");
	}

	@Test
	void attackWhenTokenBringsTheAddressOfItsKeyThenFindsThat() {
		assertThat(found((token, message) -> TokenKeys.fetched(token, "jku"), secret()))
			.containsExactly("Embedded key");
	}

	@Test
	void attackWhenAddressIsOnlyCalledThenFindsThat() {
		assertThat(found((token, message) -> TokenKeys.isCalled(token, "kid"), secret())).containsExactly("Key id");
		assertThat(found((token, message) -> TokenKeys.isCalled(token, "x5u"), secret()))
			.containsExactly("Embedded key");
	}

	@Test
	void attackWhenPublicKeyIsUsedAsSecretThenFindsEachForm() {
		for (JWK key : List.of(RSA, EC, ED25519)) {
			List<PublicKeyText> forms = PublicKeyText.of(key.toPublicJWK());
			assertThat(results(
					(token, message) -> forms.stream()
						.anyMatch((form) -> Weakness.secret((header) -> form.bytes()).accepts(token, message)),
					published(key)))
				.hasSize(3 * forms.size())
				.allSatisfy((result) -> assertThat(result.attack().name()).isEqualTo("Public key as a secret"));
		}
	}

	@Test
	void attackWhenEllipticCurvesAreVerifiedLenientlyThenFindsThat() {
		assertThat(found((token, message) -> Signatures.isTrivial(token), published(EC)))
			.containsExactly("Forged signature", "Trivial ECDSA signature");
		assertThat(found((token, message) -> Signatures.isDer(token, EC.toECKey()), published(EC)))
			.containsExactly("Other text of the signature");
		assertThat(found((token, message) -> Signatures.isValidWithSmallerS(token, byKeySet.getBean(JwtDecoder.class)),
				published(ED25519)))
			.containsExactly("Second EdDSA signature");
	}

	private List<String> found(Weakness weakness, TokenSource tokens) {
		return results(weakness, tokens).stream().map((result) -> result.attack().name()).distinct().sorted().toList();
	}

	private List<AttackResult> results(Weakness weakness, TokenSource tokens) {
		JwtDecoder strict = (tokens.publicKeys().isEmpty() ? bySecret : byKeySet).getBean(JwtDecoder.class);
		this.decoder.use(strict, weakness);
		return new AttackKit(new MockMvcService(AttackedApplication.mockMvc(this.context)), tokens,
				AttackSettings.DEFAULT)
			.report(AttackedApplication.PATH)
			.failures();
	}

	private static TokenSource secret() {
		return new KeyTokenSource(KeyTokenSource.secret().key(), "HS256", PARTIES, List.of(published(EC)));
	}

	private static TokenSource published(JWK key) {
		String algorithm = (key == RSA) ? "RS256" : (key == EC) ? "ES256" : "EdDSA";
		return new KeyTokenSource(key, algorithm, PARTIES, List.of());
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@Import(AttackedApplication.class)
	static class Application {

		@Bean
		WeakDecoder jwtDecoder() {
			return new WeakDecoder();
		}

	}

}
