package io.github.jwtsecurity.test;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwtsecurity.token.ConfiguredIssuer;

/**
 * A source of tokens for the application under test, which verifies them with its real
 * decoder. A test class that is annotated with {@link AutoConfigureTestTokens} has it as
 * a bean. The tokens belong to no session.
 */
public final class TestTokens {

	private final Supplier<List<TestIssuer>> issuers;

	private final Clock clock;

	TestTokens(Supplier<List<TestIssuer>> issuers, Clock clock) {
		this.issuers = issuers;
		this.clock = clock;
	}

	/**
	 * Returns a token that the application accepts.
	 * @param userId the user id
	 * @return the token, in compact form
	 */
	public String token(String userId) {
		return forUser(userId).build();
	}

	/**
	 * Returns the value of the header {@code Authorization} with a token that the
	 * application accepts.
	 * @param userId the user id
	 * @return the token after {@code Bearer}
	 */
	public String bearer(String userId) {
		return forUser(userId).bearer();
	}

	/**
	 * Returns a builder of a token of the issuer that is configured directly below
	 * {@code jwt-security}.
	 * @param userId the value of the user id claim
	 * @return the builder
	 */
	public TestTokenBuilder forUser(String userId) {
		return forUser(userId, ConfiguredIssuer.HOME);
	}

	/**
	 * Returns a builder of a token of one of {@code jwt-security.issuers}.
	 * @param userId the value of the user id claim, without the prefix that the
	 * application puts before it
	 * @param issuer the name of the issuer, as in the name of its properties
	 * @return the builder
	 * @throws IllegalArgumentException if there is no such issuer
	 */
	public TestTokenBuilder forUser(String userId, String issuer) {
		return new TestTokenBuilder(issuer(issuer), userId, this.clock);
	}

	/**
	 * Returns tokens that the application must refuse with status 401: expired, signed
	 * with a foreign key, of another issuer or audience if these are checked, malformed
	 * and others.
	 * @param userId the user id of the tokens
	 * @return the tokens by their faults, in a fixed order
	 */
	public Map<String, String> refused(String userId) {
		return RefusedTokens.of(issuer(ConfiguredIssuer.HOME), () -> forUser(userId));
	}

	/**
	 * Returns the issuers of the tokens, with the home issuer first.
	 */
	List<TestIssuer> issuers() {
		return this.issuers.get();
	}

	/**
	 * Returns the time of the application.
	 */
	Instant now() {
		return this.clock.instant();
	}

	private TestIssuer issuer(String name) {
		List<TestIssuer> all = this.issuers.get();
		ConfiguredIssuer configuration = UserClaims.issuer(all.stream().map(TestIssuer::configuration).toList(), name);
		return all.stream().filter((issuer) -> issuer.configuration() == configuration).findFirst().orElseThrow();
	}

}
