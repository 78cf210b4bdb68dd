package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StrictJwtDecoder} with handcrafted tokens.
 */
class StrictJwtDecoderTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final long IAT = NOW.getEpochSecond() - 60;

	private static final long EXP = NOW.getEpochSecond() + 60;

	private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

	private static final String TIMES = "\"iat\":" + IAT + ",\"exp\":" + EXP;

	private static final String REST = "\"email\":\"a@b.example\"," + TIMES;

	private final StrictJwtDecoder decoder = decoder(Map.of());

	@Test
	void decodeWhenValidThenClaimsAsSent() {
		Jwt jwt = this.decoder.decode(token("{\"user_id\":\"alice\"," + REST + ",\"aud\":\"one\",\"extra\":[1,null]}"));
		assertThat(jwt.getClaims()).containsOnlyKeys("user_id", "email", "iat", "exp", "aud", "extra");
		assertThat(jwt.getIssuedAt()).isEqualTo(Instant.ofEpochSecond(IAT));
		assertThat(jwt.getExpiresAt()).isEqualTo(Instant.ofEpochSecond(EXP));
		assertThat(jwt.getAudience()).containsExactly("one");
		assertThat(jwt.getHeaders()).containsEntry("alg", "HS256");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"alice\"", "\" padded \"", "42", "-7", "9223372036854775807", "\"0\"", "0" })
	void decodeWhenUserIdIsTextOrIntegerThenAccepts(String userId) {
		Jwt jwt = this.decoder.decode(token("{\"user_id\":" + userId + "," + REST + "}"));
		assertThat(new UserIdClaim("user_id", "", List.of()).of(jwt.getClaims())).isEqualTo(userId.replace("\"", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"  \"", "\"\\t\"", "[]", "[\"alice\"]", "{}", "{\"id\":1}", "true",
			"false", "1.0", "42.5", "1e3", "9223372036854775808", "-9223372036854775809",
			"123456789012345678901234567890" })
	void decodeWhenUserIdIsAnythingElseThenRefuses(String userId) {
		assertRefused(token("{\"user_id\":" + userId + ",\"sub\":\"alice\"," + REST + "}"), Reason.CLAIM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud800", "\\udc00", "a\\ud83d", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00" })
	void decodeWhenUserIdHasALoneSurrogateThenRefuses(String userId) {
		assertRefused(token("{\"user_id\":\"" + userId + "\"," + REST + "}"), Reason.CLAIM);
	}

	@Test
	void decodeWhenUserIdHasAPairOfSurrogatesThenAccepts() {
		Jwt jwt = this.decoder.decode(token("{\"user_id\":\"\\ud83d\\ude00\"," + REST + "}"));
		assertThat(new UserIdClaim("user_id", "", List.of()).of(jwt.getClaims())).isEqualTo("\ud83d\ude00");
	}

	@Test
	void decodeWhenUserIdIsMissingThenNoFallback() {
		assertRefused(token("{\"sub\":\"alice\",\"userId\":\"alice\",\"id\":\"alice\"," + REST + "}"), Reason.CLAIM);
	}

	@Test
	void decodeWhenUserIdClaimIsConfiguredThenOnlyThat() {
		StrictJwtDecoder bySubject = decoder(Map.of("jwt-security.token.user-id-claim", "sub"));
		assertThat(bySubject.decode(token("{\"sub\":\"alice\"," + REST + "}")).getSubject()).isEqualTo("alice");
		assertRefused(bySubject, token("{\"user_id\":\"alice\"," + REST + "}"), Reason.CLAIM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"email\":null,", "\"email\":\"\",", "\"email\":\" \",", "\"email\":42,",
			"\"email\":true,", "\"email\":[\"a@b.example\"],", "\"email\":{\"a\":1}," })
	void decodeWhenEmailIsMissingOrMalformedThenRefuses(String email) {
		assertRefused(token("{\"user_id\":\"alice\"," + email + TIMES + "}"), Reason.CLAIM);
	}

	@Test
	void decodeWhenRequiredClaimsAreConfiguredThenThose() {
		StrictJwtDecoder none = decoder(Map.of("jwt-security.token.required-claims", ""));
		assertThat(none.decode(token("{\"user_id\":\"alice\"," + TIMES + "}"))).isNotNull();
		StrictJwtDecoder tenant = decoder(Map.of("jwt-security.token.required-claims", "tenant"));
		assertThat(tenant.decode(token("{\"user_id\":\"alice\",\"tenant\":7," + TIMES + "}"))).isNotNull();
		assertRefused(tenant, token("{\"user_id\":\"alice\",\"tenant\":[]," + TIMES + "}"), Reason.CLAIM);
		assertRefused(tenant, token("{\"user_id\":\"alice\"," + REST + "}"), Reason.CLAIM);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\"\\ud800\"", "[1,[\"x\",\"\\udc00\"]]", "{\"a\":{\"b\":\"\\ud800\"}}", "{\"a\\ud800\":1}" })
	void decodeWhenRequiredClaimHasALoneSurrogateThenRefuses(String tenant) {
		String token = token("{\"user_id\":\"alice\",\"tenant\":" + tenant + "," + REST + "}");
		assertRefused(decoder(Map.of("jwt-security.token.required-claims", "email,tenant")), token, Reason.CLAIM);
		assertThat(this.decoder.decode(token)).isNotNull();
	}

	@Test
	void decodeWhenRequiredClaimIsNestedDeepThenAccepts() {
		String tenant = "[".repeat(490) + "\"\\ud83d\\ude00\"" + "]".repeat(490);
		assertThat(decoder(Map.of("jwt-security.token.required-claims", "tenant"))
			.decode(token("{\"user_id\":\"alice\",\"tenant\":" + tenant + "," + REST + "}"))).isNotNull();
	}

	@Test
	void decodeWhenEmailHasALoneSurrogateThenRefuses() {
		assertRefused(token("{\"user_id\":\"alice\",\"email\":\"a\\ud800@b.example\"," + TIMES + "}"), Reason.CLAIM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "42", "true", "[]", "[\"alice\"]", "{}", "1.5", "\"\\ud800\"" })
	void decodeWhenSubjectOrIdIsNoTextThenRefuses(String value) {
		for (String name : List.of("sub", "jti")) {
			String token = token("{\"user_id\":\"alice\",\"" + name + "\":" + value + "," + REST + "}");
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> this.decoder.decode(token))
				.withMessage("The token's claim '%s' is not a text", name)
				.returns(Reason.CLAIM, InvalidTokenException::reason);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"alice\"", "\"https://issuer.example/alice\"" })
	void decodeWhenSubjectOrIdIsTextOrNullThenAccepts(String value) {
		assertThat(this.decoder
			.decode(token("{\"user_id\":\"alice\",\"sub\":" + value + ",\"jti\":" + value + "," + REST + "}")))
			.isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sub", "jti" })
	void decodeWhenUserIdClaimIsARegisteredOneThenIntegerIsAccepted(String name) {
		StrictJwtDecoder byName = decoder(Map.of("jwt-security.token.user-id-claim", name));
		Jwt jwt = byName.decode(token("{\"" + name + "\":42," + REST + "}"));
		assertThat(new UserIdClaim(name, "", List.of()).of(jwt.getClaims())).isEqualTo("42");
		assertRefused(byName, token("{\"" + name + "\":true," + REST + "}"), Reason.CLAIM);
	}

	@ParameterizedTest
	@MethodSource
	void decodeWhenTimesAreWrongThenRefuses(String times, Reason reason) {
		assertRefused(token("{\"user_id\":\"alice\",\"email\":\"a@b.example\"," + times + "}"), reason);
	}

	static Stream<Arguments> decodeWhenTimesAreWrongThenRefuses() {
		long now = NOW.getEpochSecond();
		return Stream.of(Arguments.of("\"iat\":" + IAT, Reason.CLAIM), Arguments.of("\"exp\":" + EXP, Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":null", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":\"" + EXP + "\"", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":true", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":[" + EXP + "]", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":1e300", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":1e999", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":9223372036854775807", Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":99999999999999999999999", Reason.CLAIM),
				Arguments.of("\"iat\":-9223372036854775808,\"exp\":" + EXP, Reason.CLAIM),
				Arguments.of("\"iat\":\"" + IAT + "\",\"exp\":" + EXP, Reason.CLAIM),
				Arguments.of("\"iat\":" + EXP + ",\"exp\":" + EXP, Reason.NOT_YET_VALID),
				Arguments.of("\"iat\":" + (now + 10) + ",\"exp\":" + (now + 5), Reason.CLAIM),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":" + (now - 30), Reason.EXPIRED),
				Arguments.of("\"iat\":" + IAT + ",\"exp\":-1", Reason.EXPIRED),
				Arguments.of("\"iat\":" + (now + 31) + ",\"exp\":" + EXP, Reason.NOT_YET_VALID),
				Arguments.of(TIMES + ",\"nbf\":" + (now + 31), Reason.NOT_YET_VALID),
				Arguments.of(TIMES + ",\"nbf\":\"soon\"", Reason.CLAIM));
	}

	@Test
	void decodeWhenTimesAreWithinTheSkewThenAccepts() {
		long now = NOW.getEpochSecond();
		for (String times : List.of("\"iat\":" + IAT + ",\"exp\":" + (now - 29),
				"\"iat\":" + (now + 30) + ",\"exp\":" + EXP, TIMES + ",\"nbf\":" + (now + 30),
				"\"iat\":" + IAT + ".25,\"exp\":" + EXP + ".75")) {
			assertThat(this.decoder.decode(token("{\"user_id\":\"a\",\"email\":\"a@b.example\"," + times + "}")))
				.as(times)
				.isNotNull();
		}
		StrictJwtDecoder exact = decoder(Map.of("jwt-security.token.clock-skew", "0s"));
		assertRefused(exact,
				token("{\"user_id\":\"a\",\"email\":\"a@b.example\",\"iat\":" + IAT + ",\"exp\":" + now + "}"),
				Reason.EXPIRED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256", "HS256 ", "none", "None", "" })
	void decodeWhenAlgorithmIsAnotherThenRefuses(String algorithm) {
		assertRefused(TestTokens.sign("{\"alg\":\"" + algorithm + "\"}", payload()), Reason.ALGORITHM);
	}

	@Test
	void decodeWhenSignedWithAnotherHashThenRefuses() {
		String input = TestTokens.encode("{\"alg\":\"HS512\"}") + "." + TestTokens.encode(payload());
		assertRefused(TestTokens.signRaw(input, "HmacSHA512", TestTokens.SECRET), Reason.ALGORITHM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"alg\":null}", "{\"alg\":[\"HS256\"]}", "{\"alg\":256}",
			"{\"alg\":\"HS256\",\"kid\":1}", "[]", "null", "\"HS256\"", "", "{", "{\"alg\":\"HS256\"}{}",
			"{\"alg\":\"HS256\",\"alg\":\"none\"}", "{\"alg\":\"none\",\"alg\":\"HS256\"}", "{'alg':'HS256'}",
			"{\"alg\":\"HS256\"/**/}" })
	void decodeWhenHeaderIsMalformedThenRefuses(String header) {
		assertThatExceptionOfType(InvalidTokenException.class)
			.isThrownBy(() -> this.decoder.decode(TestTokens.sign(header, payload())))
			.matches((ex) -> ex.reason() == Reason.MALFORMED || ex.reason() == Reason.ALGORITHM);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"crit\":[\"exp\"]", "\"crit\":[]", "\"crit\":null", "\"b64\":false", "\"b64\":true" })
	void decodeWhenExtensionIsAskedForThenRefuses(String extension) {
		assertRefused(TestTokens.sign("{\"alg\":\"HS256\"," + extension + "}", payload()), Reason.ALGORITHM);
	}

	@Test
	void decodeWhenHeaderBringsItsOwnKeyThenIgnoresIt() {
		String attacker = "0123456789abcdef0123456789abcdef";
		String jwk = "{\"kty\":\"oct\",\"k\":\"" + TestTokens.encode(attacker) + "\"}";
		String header = "{\"alg\":\"HS256\",\"jwk\":" + jwk
				+ ",\"jku\":\"http://127.0.0.1:1/jwks\",\"x5u\":\"http://127.0.0.1:1/cert\",\"x5c\":[\"x\"]}";
		assertRefused(TestTokens.sign(header, payload(), attacker), Reason.SIGNATURE);
		assertThat(this.decoder.decode(TestTokens.sign(header, payload()))).isNotNull();
	}

	@Test
	void decodeWhenTextIsMalleableThenRefuses() {
		String token = token(payload());
		int dot = token.lastIndexOf('.');
		String body = token.substring(0, dot);
		String signature = token.substring(dot + 1);
		assertThat(this.decoder.decode(token)).isNotNull();
		for (String changed : List.of(token + "=", token + "==", token + " ", token + "\n", " " + token, token + ".",
				"." + token, body + "." + changeUnusedBits(signature), body + "..", body + ".", body, "a.b", "a", "",
				"..", "...", body + "=." + signature, token.replace('.', ','), body + "." + signature + "A",
				body + "." + signature.substring(1), body + "\u0000." + signature, body + ".\u00e9" + signature,
				body + ".\uD83D\uDE00" + signature)) {
			assertThatExceptionOfType(InvalidTokenException.class).as(changed)
				.isThrownBy(() -> this.decoder.decode(changed));
		}
	}

	@Test
	void decodeWhenStandardAlphabetIsUsedThenRefuses() {
		String header = "{\"alg\":\"HS256\",\"x\":\"\u00fb\u00ff\u00fe??>>~~\"}";
		String input = TestTokens.encode(header) + "." + TestTokens.encode(payload());
		assertThat(input).containsAnyOf("-", "_");
		assertThat(this.decoder.decode(TestTokens.signRaw(input, "HmacSHA256", TestTokens.SECRET))).isNotNull();
		String standard = input.replace('-', '+').replace('_', '/');
		assertRefused(TestTokens.signRaw(standard, "HmacSHA256", TestTokens.SECRET), Reason.MALFORMED);
	}

	@Test
	void decodeWhenAnySingleCharacterIsChangedThenRefuses() {
		String token = token(payload());
		for (int i = 0; i < token.length(); i++) {
			char other = (token.charAt(i) != 'A') ? 'A' : 'B';
			String changed = token.substring(0, i) + other + token.substring(i + 1);
			assertThatExceptionOfType(InvalidTokenException.class).as("at " + i)
				.isThrownBy(() -> this.decoder.decode(changed));
		}
	}

	@ParameterizedTest
	@MethodSource
	void decodeWhenPayloadIsNotStrictJsonThenRefuses(byte[] payload) {
		String input = TestTokens.encode(HEADER) + "." + TestTokens.encode(payload);
		assertRefused(TestTokens.signRaw(input, "HmacSHA256", TestTokens.SECRET), Reason.MALFORMED);
	}

	static Stream<byte[]> decodeWhenPayloadIsNotStrictJsonThenRefuses() {
		String valid = payload();
		String open = valid.substring(0, valid.length() - 1);
		return Stream
			.of(Stream.of("", "null", "[]", "\"text\"", "42", "{", valid + "x", valid + valid, "[" + valid + "]",
					open + ",\"user_id\":\"bob\"}", open + ",\"exp\":" + EXP + "}", open + ",\"x\":{\"a\":1,\"a\":2}}",
					open + ",\"x\":[{\"a\":{\"b\":1,\"b\":1}}]}", open + ",\"x\":NaN}", open + ",\"x\":Infinity}",
					open + ",}", open + ",\"x\":01}", open + ",\"x\":\"\t\"}", open + ",\"\\u0075ser_id\":\"bob\"}",
					open + ",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
					open + ",\"x\":" + "{\"a\":".repeat(4_000) + "1" + "}".repeat(4_000) + "}",
					open + ",\"x\":" + "9".repeat(5_000) + "}")
				.map((text) -> text.getBytes(StandardCharsets.UTF_8)),
					Stream.of(valid.getBytes(StandardCharsets.UTF_16), valid.getBytes(StandardCharsets.UTF_16LE),
							valid.getBytes(StandardCharsets.UTF_16BE),
							(open + ",\"x\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1),
							new byte[] { '{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}' }))
			.flatMap((stream) -> stream);
	}

	@Test
	void decodeWhenTokenIsHugeThenRefuses() {
		assertRefused("a".repeat(1_000_000), Reason.MALFORMED);
		assertRefused(token(payload().replace("alice", "a".repeat(1_000_000))), Reason.MALFORMED);
		assertRefused(".".repeat(1_000_000), Reason.MALFORMED);
	}

	@Test
	void decodeWhenNullThenRefuses() {
		assertRefused(null, Reason.MALFORMED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "jwt", "at+jwt", "AT+JWT", "application/jwt", "application/at+jwt",
			"Application/AT+JWT", "APPLICATION/JWT" })
	void decodeWhenTypeIsAcceptedThenAccepts(String type) {
		assertThat(this.decoder.decode(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}", payload())))
			.isNotNull();
	}

	@Test
	void decodeWhenTypeIsAbsentThenAccepts() {
		assertThat(this.decoder.decode(TestTokens.sign("{\"alg\":\"HS256\"}", payload()))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"refresh+jwt\"", "\"better-auth.session-cache+jwt\"", "\"\"", "null", "1", "[\"JWT\"]",
			"\"dpop+jwt\"", "\"logout+jwt\"", "\"application/logout+jwt\"", "\"text/jwt\"", "\"application/\"",
			"\"application/application/jwt\"", "\"application/jwt;v=1\"", "\" application/jwt\"" })
	void decodeWhenTypeIsAnotherThenRefuses(String type) {
		assertRefused(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":" + type + "}", payload()), Reason.TYPE);
	}

	@Test
	void decodeWhenTypesAreConfiguredThenOnlyThose() {
		StrictJwtDecoder only = decoder(Map.of("jwt-security.token.accepted-types", "my+jwt"));
		assertThat(only.decode(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"MY+jwt\"}", payload()))).isNotNull();
		assertRefused(only, TestTokens.sign(HEADER, payload()), Reason.TYPE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "my+jwt", "Application/My+JWT" })
	void decodeWhenTypeIsConfiguredThenInEitherNotation(String configured) {
		StrictJwtDecoder only = decoder(Map.of("jwt-security.token.accepted-types", configured));
		for (String type : List.of("my+jwt", "application/my+jwt")) {
			assertThat(only.decode(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}", payload()))).as(type)
				.isNotNull();
		}
	}

	@Test
	void decodeWhenConfiguredTypeHasAnotherSlashThenOnlyAsItStands() {
		StrictJwtDecoder only = decoder(Map.of("jwt-security.token.accepted-types", "application/a/b,x/jwt"));
		for (String type : List.of("application/a/b", "x/jwt")) {
			assertThat(only.decode(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}", payload())))
				.isNotNull();
		}
		for (String type : List.of("a/b", "application/x/jwt", "jwt")) {
			assertRefused(only, TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}", payload()),
					Reason.TYPE);
		}
	}

	@Test
	void decodeWhenTokenTypeClaimIsSetThenOnlyAccessTokens() {
		for (String accepted : List.of("access", "bearer", "Bearer")) {
			assertThat(
					this.decoder.decode(token("{\"user_id\":\"a\",\"token_type\":\"" + accepted + "\"," + REST + "}")))
				.isNotNull();
		}
		for (String refused : List.of("\"refresh\"", "\"id\"", "\"\"", "1", "[\"access\"]")) {
			assertRefused(token("{\"user_id\":\"a\",\"token_type\":" + refused + "," + REST + "}"), Reason.TYPE);
		}
	}

	@Test
	void decodeWhenBoundToAKeyThenRefuses() {
		for (String confirmation : List.of("{\"jkt\":\"abc\"}", "{\"jkt\":1}", "\"text\"", "{\"x5t#S256\":\"abc\"}")) {
			assertRefused(token("{\"user_id\":\"a\",\"cnf\":" + confirmation + "," + REST + "}"), Reason.TYPE);
		}
	}

	@Test
	void decodeWhenIssuerIsConfiguredThenOnlyThat() {
		StrictJwtDecoder checked = decoder(Map.of("jwt-security.issuer", "https://issuer.example"));
		assertThat(checked.decode(token("{\"user_id\":\"a\",\"iss\":\"https://issuer.example\"," + REST + "}")))
			.isNotNull();
		assertRefused(checked, token(payload()), Reason.ISSUER);
		assertRefused(checked, token("{\"user_id\":\"a\",\"iss\":\"https://issuer.example/\"," + REST + "}"),
				Reason.ISSUER);
		assertRefused(checked, token("{\"user_id\":\"a\",\"iss\":[\"https://issuer.example\"]," + REST + "}"),
				Reason.ISSUER);
		assertRefused(token("{\"user_id\":\"a\",\"iss\":7," + REST + "}"), Reason.ISSUER);
	}

	@Test
	void decodeWhenAudiencesAreConfiguredThenNeedsOne() {
		StrictJwtDecoder checked = decoder(Map.of("jwt-security.audiences", "tasks,notes"));
		for (String accepted : List.of("\"tasks\"", "[\"notes\"]", "[\"other\",\"tasks\"]")) {
			assertThat(checked.decode(token("{\"user_id\":\"a\",\"aud\":" + accepted + "," + REST + "}"))).isNotNull();
		}
		for (String refused : List.of("null", "[]", "\"other\"", "\"tasks,notes\"", "[\"other\"]", "[\"tasks\",1]")) {
			assertRefused(checked, token("{\"user_id\":\"a\",\"aud\":" + refused + "," + REST + "}"), Reason.AUDIENCE);
		}
		assertRefused(token("{\"user_id\":\"a\",\"aud\":{\"a\":1}," + REST + "}"), Reason.AUDIENCE);
	}

	@Test
	void decodeWhenSecretsRotateThenOldTokensVerifyAndKidPicksTheKey() {
		String old = "old-" + TestTokens.SECRET;
		StrictJwtDecoder rotated = decoder(Map.of("jwt-security.previous-secrets", old));
		assertThat(rotated.decode(TestTokens.sign(HEADER, payload(), old))).isNotNull();
		assertThat(rotated.decode(token(payload()))).isNotNull();
		assertRefused(TestTokens.sign(HEADER, payload(), old), Reason.SIGNATURE);
		String currentKid = kid(TestTokens.SECRET);
		String oldKid = kid(old);
		assertThat(currentKid).isNotEqualTo(oldKid);
		assertThat(rotated.decode(TestTokens.sign(header(oldKid), payload(), old))).isNotNull();
		assertThat(rotated.decode(TestTokens.sign(header(currentKid), payload()))).isNotNull();
		assertRefused(rotated, TestTokens.sign(header(currentKid), payload(), old), Reason.SIGNATURE);
		assertRefused(rotated, TestTokens.sign(header(oldKid), payload()), Reason.SIGNATURE);
		assertThat(rotated.decode(TestTokens.sign(header("someone-elses"), payload()))).isNotNull();
	}

	@Test
	void decodeWhenSecretIsBase64ThenUsesDecodedBytes() {
		String encoded = TestTokens.encode(TestTokens.SECRET);
		StrictJwtDecoder decoded = decoder(Map.of("jwt-security.secret", "base64:" + encoded));
		assertThat(decoded.decode(token(payload()))).isNotNull();
		assertRefused(decoded, TestTokens.sign(HEADER, payload(), encoded), Reason.SIGNATURE);
	}

	@Test
	void decodeWhenAlgorithmIsConfiguredThenOnlyThat() {
		String secret = TestTokens.SECRET + TestTokens.SECRET;
		StrictJwtDecoder hs512 = decoder(Map.of("jwt-security.secret", secret, "jwt-security.algorithms", "HS512"));
		String input = TestTokens.encode("{\"alg\":\"HS512\"}") + "." + TestTokens.encode(payload());
		assertThat(hs512.decode(TestTokens.signRaw(input, "HmacSHA512", secret))).isNotNull();
		assertRefused(hs512, TestTokens.sign(HEADER, payload(), secret), Reason.ALGORITHM);
	}

	@Test
	void decodeWhenApplicationsValidatorRefusesThenRefuses() {
		OAuth2TokenValidator<Jwt> validator = (jwt) -> "bob".equals(jwt.getClaimAsString("user_id"))
				? OAuth2TokenValidatorResult.failure(new OAuth2Error("blocked")) : OAuth2TokenValidatorResult.success();
		StrictJwtDecoder validated = decoder(Map.of(), validator);
		assertThat(validated.decode(token(payload()))).isNotNull();
		assertRefused(validated, token(payload().replace("alice", "bob")), Reason.VALIDATOR);
	}

	@Test
	void decodeWhenApplicationsValidatorFailsThenRefuses() {
		StrictJwtDecoder failing = decoder(Map.of(), (jwt) -> {
			throw new ClassCastException("a defect");
		});
		assertRefused(failing, token(payload()), Reason.VALIDATOR);
	}

	@Test
	void decodeWhenRefusedThenMessageHasNoPartOfTheToken() {
		String token = token("{\"user_id\":\"\",\"password\":\"hunter2\"," + REST + "}");
		assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> this.decoder.decode(token))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("hunter2", token.substring(0, 10)))
			.withNoCause();
		assertThat(CompactJws.of(CompactText.parse(token, new AcceptedHeaders())).toString()).doesNotContain("hunter2",
				token.substring(40));
	}

	private static String kid(String secret) {
		return TestIssuers.keyRing(Map.of("jwt-security.secret", secret)).keyIds().get(0);
	}

	private static String header(String kid) {
		return "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}";
	}

	private static String payload() {
		return "{\"user_id\":\"alice\"," + REST + "}";
	}

	private static String token(String payload) {
		return TestTokens.sign(HEADER, payload);
	}

	/**
	 * The last character of 32 bytes in base64url has two bits that mean nothing.
	 */
	private static String changeUnusedBits(String signature) {
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		int last = alphabet.indexOf(signature.charAt(signature.length() - 1));
		return signature.substring(0, signature.length() - 1) + alphabet.charAt(last ^ 1);
	}

	private void assertRefused(String token, Reason reason) {
		assertRefused(this.decoder, token, reason);
	}

	private static void assertRefused(StrictJwtDecoder decoder, String token, Reason reason) {
		assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decoder.decode(token))
			.extracting(InvalidTokenException::reason)
			.isEqualTo(reason);
	}

	private static StrictJwtDecoder decoder(Map<String, String> properties) {
		return decoder(properties, (jwt) -> OAuth2TokenValidatorResult.success());
	}

	private static StrictJwtDecoder decoder(Map<String, String> properties, OAuth2TokenValidator<Jwt> validator) {
		TokenProperties token = TestIssuers.token(properties);
		Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
		return new StrictJwtDecoder(
				new VerifiedTokenCache(token.cache().maximumSize(), token.cache().timeToLive(), clock),
				TestIssuers.of(properties, TestIssuers.keyRing(properties), clock), validator, (jwt) -> {
				});
	}

}
