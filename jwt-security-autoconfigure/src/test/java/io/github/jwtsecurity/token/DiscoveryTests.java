package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@code issuer-uri}: key sets whose address is in the metadata of the issuer.
 */
@ExtendWith(OutputCaptureExtension.class)
class DiscoveryTests {

	private static final OctetKeyPair KEY = SigningKeys.ed25519("a");

	private final DocumentServer server = new DocumentServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class));

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			-,        /.well-known/openid-configuration
			-,        /.well-known/oauth-authorization-server
			/,        /.well-known/openid-configuration
			/realms/a, /realms/a/.well-known/openid-configuration
			/realms/a, /.well-known/oauth-authorization-server/realms/a
			/realms/a, /.well-known/openid-configuration/realms/a
			/realms/a/, /realms/a/.well-known/openid-configuration
			""")
	void decodeWhenMetadataIsAtAKnownPlaceThenItsKeySetIsUsed(String path, String place) {
		String issuer = this.server.origin() + ((path != null) ? path : "");
		this.server.document(place, metadata(issuer, this.server.origin() + "/keys"));
		this.server.document("/keys", new JWKSet(KEY.toPublicJWK()).toString());
		this.runner.withPropertyValues("jwt-security.issuer-uri=" + issuer).run((context) -> {
			assertThat(this.server.requests()).isEmpty();
			Jwt jwt = context.getBean(JwtDecoder.class).decode(token(issuer));
			assertThat(jwt.getSubject()).isNull();
			assertThat(context.getBean(UserIds.class).of(jwt)).isEqualTo("alice");
			assertThat(this.server.requests()).endsWith(place, "/keys");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/x", "?", "#" })
	void decodeWhenIssOfTheTokenIsAnotherThenRefused(String suffix) {
		publish();
		run((decoder) -> assertThatExceptionOfType(InvalidTokenException.class)
			.isThrownBy(() -> decoder.decode(token(this.server.origin() + suffix)))
			.extracting(InvalidTokenException::reason)
			.isEqualTo(Reason.ISSUER));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "ORIGIN/", "ORIGIN/x", "" })
	void decodeWhenMetadataIsOfAnotherIssuerThenUnavailable(String issuer, CapturedOutput output) {
		publish();
		this.server.document("/.well-known/openid-configuration",
				metadata(issuer.replace("ORIGIN", this.server.origin()), this.server.origin() + "/keys"));
		run((decoder) -> assertUnavailable(decoder));
		assertThat(this.server.requests()).doesNotContain("/keys");
		assertThat(output).contains("the metadata is of another issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{", "{\"issuer\":1}", "{\"issuer\":\"ORIGIN\"}",
			"{\"issuer\":\"ORIGIN\",\"jwks_uri\":[\"ORIGIN/keys\"]}", "{\"issuer\":\"ORIGIN\",\"jwks_uri\":\"/keys\"}",
			"{\"issuer\":\"ORIGIN\",\"jwks_uri\":\"file:/etc/passwd\"}",
			"{\"issuer\":\"ORIGIN\",\"issuer\":\"ORIGIN\",\"jwks_uri\":\"ORIGIN/keys\"}" })
	void decodeWhenMetadataIsUnusableThenUnavailable(String metadata) {
		publish();
		this.server.document("/.well-known/openid-configuration", metadata.replace("ORIGIN", this.server.origin()));
		run((decoder) -> assertUnavailable(decoder));
		assertThat(this.server.requests()).doesNotContain("/keys");
	}

	/**
	 * Another place is only tried if the issuer says that there is no metadata.
	 */
	@Test
	void decodeWhenMetadataFailsThenNoOtherPlaceIsTried() {
		publish();
		this.server.document("/.well-known/oauth-authorization-server",
				metadata(this.server.origin(), this.server.origin() + "/keys"));
		this.server.status("/.well-known/openid-configuration", 500);
		run((decoder) -> assertUnavailable(decoder));
		assertThat(this.server.requests()).containsOnly("/.well-known/openid-configuration");
	}

	@Test
	void decodeWhenMetadataHasAlgorithmsThenTheyAreIgnored() {
		this.server.document("/.well-known/openid-configuration",
				"{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"id_token_signing_alg_values_supported\":[\"HS256\",\"none\"]}"
					.formatted(this.server.origin()));
		this.server.document("/keys", new JWKSet(KEY.toPublicJWK()).toString());
		run((decoder) -> {
			assertThat(decoder.decode(token(this.server.origin())).getClaimAsString("user_id")).isEqualTo("alice");
			Map<String, Object> claims = claims(this.server.origin());
			assertThatExceptionOfType(InvalidTokenException.class)
				.isThrownBy(() -> decoder.decode(TestTokens.sign(claims)))
				.extracting(InvalidTokenException::reason)
				.isEqualTo(Reason.ALGORITHM);
		});
	}

	@Test
	void decodeWhenIssuerIsDownAtFirstThenAcceptedLater() {
		this.runner
			.withPropertyValues("jwt-security.issuer-uri=" + this.server.origin(),
					"jwt-security.jwk-set.min-fetch-interval=1ms")
			.run((context) -> {
				JwtDecoder decoder = context.getBean(JwtDecoder.class);
				assertUnavailable(decoder);
				publish();
				Awaitility.await()
					.ignoreException(KeysUnavailableException.class)
					.untilAsserted(() -> assertThat(decoder.decode(token(this.server.origin())).getIssuer())
						.hasToString(this.server.origin()));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "issuer.example", "ftp://issuer.example", "https://issuer.example?x",
			"https://a@b.example", "${MISSING}" })
	void startWhenIssuerIsNoAddressThenNamesTheProperty(String issuer) {
		this.runner.withPropertyValues("jwt-security.issuer-uri=" + issuer)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(KeyConfigurationException.class)
				.hasMessageContaining("jwt-security.issuer-uri"));
	}

	@Test
	void keySetUriWhenIssuerHasTlsAndKeySetNotThenRefused() {
		URI issuer = URI.create("https://issuer.example");
		assertThatIOException().isThrownBy(() -> DiscoveredKeySetLocation.keySetUri(issuer, "http://keys.example/a"))
			.withMessageContaining("without TLS");
		assertThat(keySetUri(issuer, "https://keys.example/a")).hasToString("https://keys.example/a");
	}

	private static URI keySetUri(URI issuer, String value) {
		try {
			return DiscoveredKeySetLocation.keySetUri(issuer, value);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void publish() {
		this.server.document("/.well-known/openid-configuration",
				metadata(this.server.origin(), this.server.origin() + "/keys"));
		this.server.document("/keys", new JWKSet(KEY.toPublicJWK()).toString());
	}

	private void run(Consumer<JwtDecoder> test) {
		this.runner.withPropertyValues("jwt-security.issuer-uri=" + this.server.origin())
			.run((context) -> test.accept(context.getBean(JwtDecoder.class)));
	}

	private void assertUnavailable(JwtDecoder decoder) {
		assertThatExceptionOfType(KeysUnavailableException.class)
			.isThrownBy(() -> decoder.decode(token(this.server.origin())));
	}

	private static String metadata(String issuer, String keySet) {
		return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\",\"response_types_supported\":[\"code\"]}".formatted(issuer,
				keySet);
	}

	private static String token(String issuer) {
		return SigningKeys.token(KEY, "EdDSA", "a", claims(issuer));
	}

	private static Map<String, Object> claims(String issuer) {
		Map<String, Object> claims = new HashMap<>(TestTokens.claims("alice"));
		claims.put("iss", issuer);
		return claims;
	}

}
