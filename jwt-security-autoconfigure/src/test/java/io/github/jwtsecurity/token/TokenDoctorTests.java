package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TokenDiagnosis.Outcome;
import io.github.jwtsecurity.token.TokenDiagnosis.Result;
import io.github.jwtsecurity.token.TokenDiagnosis.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenDoctor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenDoctorTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final JsonMapper MAPPER = new JsonMapper();

	/** The values that replace a header parameter or a claim. */
	private static final List<Object> VALUES = List.of("", " ", "text", "JWT", "none", "HS256", "RS256", "access", 0,
			-1, 1.5, true, List.of(), List.of("tasks"), List.of(1), Map.of("a", 1), Long.MAX_VALUE,
			NOW.getEpochSecond() + 10_000, NOW.getEpochSecond() - 10_000, "https://issuer.example", "\ud800");

	private static final List<String> CLAIMS = List.of("user_id", "email", "iat", "exp", "nbf", "iss", "aud", "sub",
			"jti", "cnf", "token_type", "nonce", "at_hash", "c_hash", "tenant");

	private final StrictJwtDecoder decoder = decoder(Map.of());

	private final TokenDoctor doctor = new TokenDoctor(this.decoder);

	/**
	 * Each token has up to three faults, so that the order of the checks matters, too.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "jwt-security.issuer=https://issuer.example", "jwt-security.audiences=tasks",
			"jwt-security.token.required-claims=tenant" })
	void examineWhenMutatedThenAgreesWithTheDecoder(String property) {
		StrictJwtDecoder configured = decoder(property.isEmpty() ? Map.of()
				: Map.of(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1)));
		Random random = new Random(property.hashCode());
		Map<String, Integer> failures = new LinkedHashMap<>();
		for (int i = 0; i < 500; i++) {
			String token = mutated(random);
			TokenDiagnosis diagnosis = new TokenDoctor(configured).examine(token);
			Throwable refusal = refusal(configured, token);
			assertThat(diagnosis.outcome()).as(token).isEqualTo((refusal != null) ? Outcome.REFUSED : Outcome.ACCEPTED);
			assertOrder(diagnosis);
			if (refusal instanceof InvalidTokenException invalid) {
				assertThat(diagnosis.reason()).as(token).isEqualTo(invalid.reason().name());
				assertThat(failed(diagnosis).message()).isEqualTo(invalid.getMessage());
				failures.merge(invalid.reason().name(), 1, Integer::sum);
			}
		}
		assertThat(failures).containsKeys("MALFORMED", "ALGORITHM", "SIGNATURE", "TYPE", "EXPIRED", "CLAIM");
	}

	@Test
	void examineWhenAcceptedThenAllPassed() {
		TokenDiagnosis diagnosis = this.doctor.examine(" \n" + sign(Map.of()) + "\r\n");
		assertThat(diagnosis.outcome()).isEqualTo(Outcome.ACCEPTED);
		assertThat(diagnosis.issuer()).isEqualTo("home");
		assertThat(diagnosis.algorithm()).isEqualTo("HS256");
		assertThat(diagnosis.checks()).extracting(Result::check)
			.containsExactly("text", "header", "algorithm", "signature", "payload", "typ", "token_type", "nonce",
					"at_hash", "c_hash", "iat", "exp", "nbf", "expiry", "issued before now", "valid now", "lifetime",
					"iss", "aud", "sub", "jti", "cnf", "user id", "email", "validators", "revocation");
		assertThat(diagnosis.checks()).extracting(Result::status).containsOnly(Status.PASSED);
	}

	@ParameterizedTest
	@CsvSource({ "https://shop.example, ACCEPTED, shop, ", "https://other.example, REFUSED, , issuer",
			"https://home.example, REFUSED, home, signature" })
	void examineWhenSeveralIssuersThenIssuerBeforeSignature(String issuer, Outcome outcome, String name, String check) {
		String shopSecret = "shop-" + TestTokens.SECRET;
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iss", issuer);
		String token = TestTokens.sign("{\"alg\":\"HS256\"}", MAPPER.writeValueAsString(claims), shopSecret);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.issuer=https://home.example",
					"jwt-security.issuers.shop.secret=" + shopSecret,
					"jwt-security.issuers.shop.issuer=https://shop.example",
					"jwt-security.issuers.shop.required-claims=email",
					"jwt-security.issuers.shop.user-id-claim=user_id", "jwt-security.issuers.shop.user-id-prefix=shop:")
			.run((context) -> {
				TokenDiagnosis diagnosis = context.getBean(TokenDoctor.class).examine(token);
				assertThat(diagnosis.outcome()).isEqualTo(outcome);
				assertThat(diagnosis.issuer()).isEqualTo(name);
				assertThat(diagnosis.checks()).extracting(Result::check)
					.startsWith("text", "header", "payload", "issuer", "algorithm", "signature");
				assertOrder(diagnosis);
				if (outcome == Outcome.REFUSED) {
					assertThat(failed(diagnosis).check()).isEqualTo(check);
					InvalidTokenException refusal = (InvalidTokenException) refusal(
							context.getBean(StrictJwtDecoder.class), token);
					assertThat(refusal.reason().name()).isEqualTo(diagnosis.reason());
					assertThat(refusal.issuer()).isEqualTo((name != null) ? name : "unknown");
				}
			});
	}

	@Test
	void examineWhenExpiredThenTellsTheTimes() {
		TokenDiagnosis diagnosis = this.doctor.examine(sign(Map.of("exp", NOW.getEpochSecond() - 31)));
		assertThat(diagnosis.reason()).isEqualTo("EXPIRED");
		assertThat(failed(diagnosis)).returns("expiry", Result::check)
			.returns("The token is expired", Result::message)
			.returns("a time after 2026-11-21T11:59:30Z", Result::expected)
			.returns("2026-11-21T11:59:29Z", Result::found);
	}

	@ParameterizedTest
	@CsvSource({ "email, email", "sub, sub", "user_id, user id", "iss, iss", "aud, aud", "token_type, token_type",
			"exp, exp", "nonce, nonce", "cnf, cnf" })
	void examineWhenClaimIsWrongThenTellsItsTypeOnly(String claim, String check) {
		TokenDiagnosis diagnosis = this.doctor.examine(sign(Map.of(claim, Map.of("secret-name", "secret-value"))));
		assertThat(failed(diagnosis)).returns(check, Result::check).returns("an object", Result::found);
		assertThat(MAPPER.writeValueAsString(diagnosis)).doesNotContain("secret-");
	}

	@Test
	void examineWhenHeaderIsWrongThenTellsTheValue() {
		assertThat(failed(this.doctor.examine(TestTokens.sign("{\"alg\":\"HS512\"}", "{}"))))
			.returns("algorithm", Result::check)
			.returns("one of [HS256]", Result::expected)
			.returns("HS512", Result::found);
		assertThat(failed(this.doctor.examine(TestTokens.sign("{\"alg\":\"HS256\",\"typ\":\"refresh\\u0007\"}", "{}"))))
			.returns("typ", Result::check)
			.returns("refresh?", Result::found);
	}

	@Test
	void examineWhenKidIsUnknownThenSaysSo() {
		String header = "{\"alg\":\"HS256\",\"kid\":\"%s\"}".formatted("k".repeat(200));
		TokenDiagnosis diagnosis = this.doctor.examine(TestTokens.sign(header, "{}", "another-" + TestTokens.SECRET));
		assertThat(diagnosis.kid()).isEqualTo("k".repeat(64));
		assertThat(diagnosis.kidKnown()).isFalse();
		assertThat(failed(diagnosis)).returns("signature", Result::check)
			.returns("the unknown kid " + "k".repeat(64), Result::found)
			.satisfies((result) -> assertThat(result.remedy()).contains("jwt-security.secret", "base64:"));
	}

	@Test
	void examineWhenValidatorThrowsThenItsMessageIsDropped() {
		StrictJwtDecoder failing = new StrictJwtDecoder(cache(), TestIssuers.of(Map.of(), keyRing(), clock()),
				(jwt) -> {
					throw new BadJwtException(jwt.getTokenValue());
				}, (jwt) -> {
				});
		String token = sign(Map.of());
		TokenDiagnosis diagnosis = new TokenDoctor(failing).examine(token);
		assertThat(diagnosis.outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(failed(diagnosis).check()).isEqualTo("validators");
		assertThat(diagnosis.toString()).doesNotContain(token);
	}

	@Test
	void examineWhenRefusedByValidatorThenSaysSo() {
		StrictJwtDecoder refusing = new StrictJwtDecoder(cache(), TestIssuers.of(Map.of(), keyRing(), clock()),
				(jwt) -> OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid")), (jwt) -> {
				});
		assertThat(new TokenDoctor(refusing).examine(sign(Map.of())).reason()).isEqualTo("VALIDATOR");
	}

	@Test
	void decodeWhenDebugThenLogsTheChecksWithoutTheToken(CapturedOutput output) {
		String header = "{\"alg\":\"HS256\",\"kid\":\"smuggled-kid\",\"typ\":\"smuggled-typ\"}";
		String token = TestTokens.sign(header, "{\"smuggled-name\":\"smuggled-value\"}");
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(StrictJwtDecoder.class.getName(), LogLevel.DEBUG);
		try {
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> this.decoder.decode(token))
				.returns("unknown", InvalidTokenException::keyId)
				.returns("home", InvalidTokenException::issuer);
		}
		finally {
			logging.setLogLevel(StrictJwtDecoder.class.getName(), null);
		}
		assertThat(output).contains("Passed: text, header, algorithm, signature, payload; failed: typ; not reached: ")
			.contains("kid unknown, issuer home")
			.doesNotContain("smuggled", token, token.substring(20, 60));
	}

	@Test
	void decodeWhenCachedTokenExpiresThenNamesClaimAndKey() {
		String kid = keyRing().keyIds().get(0);
		String token = TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}",
				MAPPER.writeValueAsString(claims()));
		MutableClock clock = new MutableClock();
		StrictJwtDecoder later = new StrictJwtDecoder(cache(), TestIssuers.of(Map.of(), keyRing(), clock),
				(jwt) -> OAuth2TokenValidatorResult.success(), (jwt) -> {
				});
		later.decode(token);
		clock.advance(Duration.ofMinutes(2));
		assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> later.decode(token))
			.returns("exp", InvalidTokenException::claim)
			.returns(kid, InvalidTokenException::keyId)
			.returns("home", InvalidTokenException::issuer);
	}

	private static void assertOrder(TokenDiagnosis diagnosis) {
		String statuses = diagnosis.checks()
			.stream()
			.map((result) -> result.status().name().substring(0, 1))
			.collect(Collectors.joining());
		assertThat(statuses).matches("P+|P*FN*");
	}

	private static Result failed(TokenDiagnosis diagnosis) {
		return diagnosis.checks()
			.stream()
			.filter((result) -> result.status() == Status.FAILED)
			.findFirst()
			.orElseThrow();
	}

	private static Throwable refusal(StrictJwtDecoder decoder, String token) {
		try {
			decoder.decode(token);
			return null;
		}
		catch (BadJwtException ex) {
			return ex;
		}
	}

	private static String mutated(Random random) {
		Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "HS256"));
		Map<String, Object> claims = claims();
		String secret = TestTokens.SECRET;
		List<Integer> textFaults = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			int fault = random.nextInt(8);
			if (fault == 0) {
				header.put(pick(random, List.of("alg", "typ", "kid", "crit")), pick(random, VALUES));
			}
			else if (fault == 1) {
				secret = "another-" + TestTokens.SECRET;
			}
			else if (fault == 2) {
				textFaults.add(random.nextInt(200));
			}
			else if (fault == 3) {
				claims.remove(pick(random, CLAIMS));
			}
			else {
				claims.put(pick(random, CLAIMS), pick(random, VALUES));
			}
		}
		String token = TestTokens.sign(MAPPER.writeValueAsString(header), MAPPER.writeValueAsString(claims), secret);
		for (int position : textFaults) {
			int index = position % token.length();
			token = token.substring(0, index) + "=.A-".charAt(position % 4) + token.substring(index + 1);
		}
		return token;
	}

	private static <T> T pick(Random random, List<T> values) {
		return values.get(random.nextInt(values.size()));
	}

	private static Map<String, Object> claims() {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("user_id", "alice");
		claims.put("email", "a@b.example");
		claims.put("iat", NOW.getEpochSecond() - 60);
		claims.put("exp", NOW.getEpochSecond() + 60);
		return claims;
	}

	private static String sign(Map<String, Object> changes) {
		Map<String, Object> claims = claims();
		claims.putAll(changes);
		return TestTokens.sign("{\"alg\":\"HS256\"}",
				new String(MAPPER.writeValueAsBytes(claims), StandardCharsets.UTF_8));
	}

	private static StrictJwtDecoder decoder(Map<String, String> properties) {
		return new StrictJwtDecoder(cache(), TestIssuers.of(properties, keyRing(), clock()),
				(jwt) -> OAuth2TokenValidatorResult.success(), (jwt) -> {
				});
	}

	private static SecretKeyRing keyRing() {
		return TestIssuers.keyRing(Map.of());
	}

	private static VerifiedTokenCache cache() {
		return new VerifiedTokenCache(100, Duration.ofMinutes(5), clock());
	}

	private static Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

}
