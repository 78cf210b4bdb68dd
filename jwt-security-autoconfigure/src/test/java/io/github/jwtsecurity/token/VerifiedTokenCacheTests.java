package io.github.jwtsecurity.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link VerifiedTokenCache}: the cached results, and the checks of every
 * request.
 */
class VerifiedTokenCacheTests {

	private static final int MAXIMUM = 100;

	private final MutableClock clock = new MutableClock();

	private final VerifiedTokenCache cache = new VerifiedTokenCache(MAXIMUM, Duration.ofHours(1), this.clock);

	private final CountingVerifier verifier = new CountingVerifier();

	private final AtomicBoolean valid = new AtomicBoolean(true);

	private final AtomicBoolean revoked = new AtomicBoolean();

	private final StrictJwtDecoder decoder = decoder(this.cache);

	@Test
	void decodeWhenPresentedAgainThenVerifiedOnceAndTheSame() {
		String token = token("alice", 60);
		Jwt first = this.decoder.decode(token);
		Jwt second = this.decoder.decode(token);
		assertThat(this.verifier.count).hasValue(1);
		assertThat(second.getTokenValue()).isEqualTo(token);
		assertThat(second.getHeaders()).isEqualTo(first.getHeaders());
		assertThat(second.getClaims()).isEqualTo(first.getClaims());
	}

	@Test
	void decodeWhenRememberedThenExpiryIsStillChecked() {
		String token = token("alice", 60);
		this.decoder.decode(token);
		this.clock.advance(Duration.ofSeconds(60 + 29));
		this.decoder.decode(token);
		this.clock.advance(Duration.ofSeconds(1));
		assertRefused(token, Reason.EXPIRED);
		this.clock.advance(Duration.ofMinutes(-10));
		assertRefused(token, Reason.NOT_YET_VALID);
	}

	@Test
	void decodeWhenRememberedThenStartIsStillChecked() {
		Map<String, Object> claims = claims("alice", 600);
		claims.put("nbf", this.clock.instant().getEpochSecond());
		String token = sign(claims);
		this.decoder.decode(token);
		this.clock.advance(Duration.ofSeconds(-31));
		assertRefused(token, Reason.NOT_YET_VALID);
	}

	@Test
	void decodeWhenRememberedThenRevocationIsStillChecked() {
		String token = token("alice", 60);
		this.decoder.decode(token);
		this.revoked.set(true);
		assertRefused(token, Reason.REVOKED);
		this.revoked.set(false);
		this.decoder.decode(token);
		assertThat(this.verifier.count).hasValue(1);
	}

	@Test
	void decodeWhenRememberedThenValidatorsAreStillAsked() {
		String token = token("alice", 60);
		this.decoder.decode(token);
		this.valid.set(false);
		assertRefused(token, Reason.VALIDATOR);
	}

	@Test
	void decodeWhenKeyIsRotatedOutThenVerifiedAnew() {
		String token = token("alice", 60);
		this.decoder.decode(token);
		this.verifier.accepted.set(false);
		assertRefused(token, Reason.SIGNATURE);
		assertThat(this.cache.tokens().estimatedSize()).isZero();
	}

	@Test
	void decodeWhenRefusedThenNotRemembered() {
		String good = token("alice", 60);
		this.decoder.decode(good);
		int signature = good.lastIndexOf('.') + 1;
		for (int i = 0; i < 10 * MAXIMUM; i++) {
			assertRefused(good.substring(0, signature) + "%04x".formatted(i) + good.substring(signature + 4),
					Reason.SIGNATURE);
		}
		this.revoked.set(true);
		assertRefused(token("bob", 60), Reason.REVOKED);
		this.revoked.set(false);
		assertThat(this.cache.tokens().asMap()).hasSize(1);
		this.verifier.count.set(0);
		this.decoder.decode(good);
		assertThat(this.verifier.count).hasValue(0);
	}

	@Test
	void decodeWhenTokensAreLongThenFewerAreRemembered() {
		for (int i = 0; i < MAXIMUM; i++) {
			Map<String, Object> claims = claims("user-" + i, 60);
			for (int j = 0; j < 600; j++) {
				claims.put(Integer.toString(j, Character.MAX_RADIX), 1);
			}
			String token = sign(claims);
			assertThat(token.length()).isGreaterThan(5 * 1024);
			this.decoder.decode(token);
		}
		assertThat(this.cache.tokens().asMap()).hasSizeBetween(1, MAXIMUM / 5);
		for (int i = 0; i < 10 * MAXIMUM; i++) {
			this.decoder.decode(token("user-" + i, 60));
		}
		assertThat(this.cache.tokens().asMap()).hasSizeGreaterThan(MAXIMUM / 2);
	}

	@Test
	void decodeWhenClaimsTakeMuchHeapThenFewAreRemembered() {
		int maximum = 1_000;
		VerifiedTokenCache bounded = new VerifiedTokenCache(maximum, Duration.ofHours(1), this.clock);
		StrictJwtDecoder largeTokens = decoder(bounded);
		for (int i = 0; i < MAXIMUM; i++) {
			Map<String, Object> claims = claims("user-" + i, 60);
			claims.put("objects", Collections.nCopies(10_000, Map.of()));
			largeTokens.decode(sign(claims));
		}
		assertThat(bounded.tokens().asMap()).hasSizeBetween(1, maximum / 100);
	}

	@Test
	void decodeWhenTextIsChangedThenNotTheSameToken() {
		String token = token("alice", 60);
		this.decoder.decode(token);
		for (String changed : List.of(token + "=", token + "A", token + " ", " " + token, token.toUpperCase(),
				token + "\u0141", token.substring(1), token + "." + token)) {
			assertThatExceptionOfType(InvalidTokenException.class).as(changed)
				.isThrownBy(() -> this.decoder.decode(changed));
		}
	}

	@Test
	void decodeWhenManyGoodTokensThenBounded() {
		List<String> users = new ArrayList<>();
		for (int i = 0; i < 10 * MAXIMUM; i++) {
			users.add(this.decoder.decode(token("user" + i, 600)).getClaimAsString("user_id"));
			assertThat(this.cache.tokens().estimatedSize()).isLessThanOrEqualTo(MAXIMUM);
		}
		assertThat(users).doesNotHaveDuplicates().hasSize(10 * MAXIMUM);
	}

	@Test
	void decodeWhenClaimsAreChangedByACallerThenNotForOthers() {
		Map<String, Object> claims = claims("alice", 60);
		claims.put("roles", List.of("reader", Map.of("of", new ArrayList<>(List.of("notes")))));
		String token = sign(claims);
		this.decoder.decode(token);
		List<?> roles = (List<?>) this.decoder.decode(token).getClaims().get("roles");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> roles.remove(0));
		Map<?, ?> nested = (Map<?, ?>) roles.get(1);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((List<?>) nested.get("of")).clear());
	}

	@Test
	void rememberedThenWithoutTheText() {
		String token = token("alice", 60);
		this.decoder.decode(token);
		VerifiedToken remembered = this.cache.find(TokenDigest.of(token));
		assertThat(remembered).isNotNull();
		assertThat(remembered.headers().toString() + remembered.claims() + remembered)
			.doesNotContain(token.split("\\."));
	}

	@Test
	void decodeWhenSwitchedOffThenVerifiedEachTime() {
		StrictJwtDecoder forgetful = decoder(new VerifiedTokenCache(0, Duration.ofHours(1), this.clock));
		String token = token("alice", 60);
		for (int i = 0; i < 5; i++) {
			forgetful.decode(token);
		}
		assertThat(this.verifier.count).hasValue(5);
	}

	@Test
	void decodeWhenIssuerRotatesKeysThenRememberedTokensGoWithThem() {
		try (IssuerServer issuer = new IssuerServer()) {
			OctetKeyPair old = SigningKeys.ed25519("old");
			OctetKeyPair next = SigningKeys.ed25519("next");
			OctetKeyPair later = SigningKeys.ed25519("later");
			issuer.keys(old, next);
			runner("jwt-security.jwk-set-uri=" + issuer.uri(), "jwt-security.jwk-set.min-fetch-interval=1ms",
					(issued) -> {
						String token = SigningKeys.token(old, "EdDSA");
						issued.decode(token);
						issued.decode(token);
						issuer.keys(next, later);
						// The key is unknown, so the set is fetched again.
						issued.decode(SigningKeys.token(later, "EdDSA"));
						assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> issued.decode(token))
							.extracting(InvalidTokenException::reason)
							.isEqualTo(Reason.SIGNATURE);
					});
		}
	}

	@ParameterizedTest
	@CsvSource({ "maximum-size=0, must be from 1 to 1000000", "maximum-size=1000001, must be from 1 to 1000000",
			"time-to-live=0s, must be from 1ms to 1d", "enabled=maybe, maybe" })
	void startWhenPropertyMakesNoSenseThenNamesIt(String property, String reason) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.token.cache." + property)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("jwt-security.token.cache")
				.hasStackTraceContaining(reason));
	}

	private static void runner(String first, String second, Consumer<JwtDecoder> test) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues(first, second)
			.run((context) -> test.accept(context.getBean(JwtDecoder.class)));
	}

	private StrictJwtDecoder decoder(VerifiedTokenCache tokens) {
		return new StrictJwtDecoder(tokens, TestIssuers.of(Map.of(), this.verifier, this.clock),
				(jwt) -> this.valid.get() ? OAuth2TokenValidatorResult.success()
						: OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token")),
				(jwt) -> {
					if (this.revoked.get()) {
						throw new InvalidTokenException(Reason.REVOKED, "The access token is revoked");
					}
				});
	}

	private void assertRefused(String token, Reason reason) {
		assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> this.decoder.decode(token))
			.extracting(InvalidTokenException::reason)
			.isEqualTo(reason);
	}

	private String token(String userId, int seconds) {
		return sign(claims(userId, seconds));
	}

	private Map<String, Object> claims(String userId, int seconds) {
		Instant now = this.clock.instant();
		Map<String, Object> claims = new HashMap<>(TestTokens.claims(userId));
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", now.getEpochSecond() + seconds);
		return claims;
	}

	private static String sign(Map<String, Object> claims) {
		return TestTokens.sign("{\"alg\":\"HS256\"}", new JsonMapper().writeValueAsString(claims));
	}

	/**
	 * A verifier for the usual secret that counts its calls.
	 */
	private static final class CountingVerifier implements SignatureVerifier {

		private final SignatureVerifier delegate = TestIssuers.keyRing(Map.of());

		private final AtomicInteger count = new AtomicInteger();

		private final AtomicBoolean accepted = new AtomicBoolean(true);

		@Override
		public void requireAlgorithm(CompactJws jws) {
			this.delegate.requireAlgorithm(jws);
		}

		@Override
		public AcceptedKey verify(CompactJws jws) {
			this.count.incrementAndGet();
			if (!this.accepted.get()) {
				throw InvalidTokenException.signature();
			}
			this.delegate.verify(jws);
			return this.accepted::get;
		}

		@Override
		public Set<String> algorithms() {
			return this.delegate.algorithms();
		}

		@Override
		public List<String> keyIds() {
			return this.delegate.keyIds();
		}

		@Override
		public boolean hasKeys() {
			return this.delegate.hasKeys();
		}

	}

}
