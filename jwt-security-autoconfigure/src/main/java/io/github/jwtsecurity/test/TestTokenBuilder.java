package io.github.jwtsecurity.test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A builder of a token. Unless it is told otherwise, the application under test accepts
 * the token. Each method that changes the token returns the builder.
 */
public final class TestTokenBuilder {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Duration HOUR = Duration.ofHours(1);

	private final TestIssuer issuer;

	private final Instant now;

	private final Map<String, Object> headers = new LinkedHashMap<>();

	private final Map<String, Object> claims;

	private UnaryOperator<String> signature;

	TestTokenBuilder(TestIssuer issuer, String userId, Clock clock) {
		this.issuer = issuer;
		this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
		this.signature = issuer.key()::signature;
		this.headers.putAll(issuer.key().header().toJSONObject());
		this.claims = UserClaims.of(issuer.configuration(), userId, clock);
	}

	/**
	 * Sets a claim.
	 * @param name the name of the claim
	 * @param value a value that JSON can represent; an {@link Instant} becomes seconds
	 * since the epoch, and {@code null} the JSON value {@code null}
	 * @return this builder
	 */
	public TestTokenBuilder claim(String name, @Nullable Object value) {
		this.claims.put(name, value);
		return this;
	}

	/**
	 * Removes a claim.
	 * @param name the name of the claim
	 * @return this builder
	 */
	public TestTokenBuilder withoutClaim(String name) {
		this.claims.remove(name);
		return this;
	}

	/**
	 * Removes the claim that holds the user id, so that the token is refused.
	 * @return this builder
	 */
	public TestTokenBuilder withoutUserId() {
		return withoutClaim(this.issuer.configuration().userIdClaim());
	}

	/**
	 * Grants authorities, in the claim that the application reads them from.
	 * @param authorities the values of the claim, without the prefix of the application's
	 * authorities
	 * @return this builder
	 * @throws IllegalStateException if users of the issuer have no authorities
	 */
	public TestTokenBuilder authorities(String... authorities) {
		UserClaims.addAuthorities(this.issuer.configuration(), List.of(authorities), this.claims);
		return this;
	}

	/**
	 * Sets a header parameter. The signature is made with the key and the algorithm of
	 * the issuer whatever {@code alg} and {@code kid} say.
	 * @param name the name of the header parameter
	 * @param value a value that JSON can represent
	 * @return this builder
	 */
	public TestTokenBuilder header(String name, @Nullable Object value) {
		this.headers.put(name, value);
		return this;
	}

	/**
	 * Removes a header parameter.
	 * @param name the name of the header parameter
	 * @return this builder
	 */
	public TestTokenBuilder withoutHeader(String name) {
		this.headers.remove(name);
		return this;
	}

	/**
	 * Lets the token be expired for about an hour.
	 * @return this builder
	 */
	public TestTokenBuilder expired() {
		return claim("iat", this.now.minus(HOUR.multipliedBy(2))).claim("exp", this.now.minus(HOUR));
	}

	/**
	 * Lets the token be valid in an hour only, by {@code nbf}.
	 * @return this builder
	 */
	public TestTokenBuilder notYetValid() {
		return claim("nbf", this.now.plus(HOUR)).claim("exp", this.now.plus(HOUR.multipliedBy(2)));
	}

	/**
	 * Signs the token with another key of the same kind, which the application does not
	 * accept. The header parameter {@code kid} still names the accepted key.
	 * @return this builder
	 */
	public TestTokenBuilder signedWithForeignKey() {
		this.signature = (input) -> this.issuer.foreignKey().signature(input);
		return this;
	}

	/**
	 * Leaves the signature empty, with {@code none} as {@code alg}.
	 * @return this builder
	 */
	public TestTokenBuilder unsigned() {
		this.signature = (input) -> "";
		return header("alg", "none");
	}

	/**
	 * Builds the token.
	 * @return the token, in compact form
	 */
	public String build() {
		String input = encode(this.headers) + "." + encode(this.claims);
		return input + "." + this.signature.apply(input);
	}

	/**
	 * Builds the value of the header {@code Authorization}.
	 * @return the token after {@code Bearer}
	 */
	public String bearer() {
		return "Bearer " + build();
	}

	private static String encode(Map<String, Object> members) {
		Map<String, Object> json = new LinkedHashMap<>(members);
		json.replaceAll((name, value) -> (value instanceof Instant time) ? time.getEpochSecond() : value);
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the names of the claims, without values.
	 */
	@Override
	public String toString() {
		return "TestTokenBuilder" + this.claims.keySet();
	}

}
