package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;

/**
 * A token that is being verified, with the parts that the checks have read so far.
 */
final class TokenCandidate {

	private final String token;

	private @Nullable TrustedIssuer issuer;

	private @Nullable CompactText text;

	private @Nullable CompactJws jws;

	private @Nullable Map<String, Object> claims;

	private @Nullable AcceptedKey key;

	private @Nullable Instant now;

	private @Nullable VerifiedToken verified;

	private @Nullable Jwt jwt;

	private @Nullable TokenCheck current;

	/**
	 * Creates a candidate.
	 * @param token the text of the token
	 * @param issuer the only issuer, {@code null} if there are several
	 */
	TokenCandidate(String token, @Nullable TrustedIssuer issuer) {
		this.token = token;
		this.issuer = issuer;
	}

	/**
	 * Applies a check.
	 * @throws InvalidTokenException if the token fails the check
	 */
	void apply(TokenCheck check) {
		this.current = check;
		check.rule().accept(this);
	}

	/**
	 * Returns the check that was applied last, {@code null} if there was none.
	 */
	@Nullable TokenCheck current() {
		return this.current;
	}

	String token() {
		return this.token;
	}

	/**
	 * Decodes the parts of the token.
	 * @param headers the headers that need not be parsed again
	 */
	void parse(AcceptedHeaders headers) {
		this.text = CompactText.parse(this.token, headers);
	}

	/**
	 * Adds the header of this token, after it has passed all checks.
	 */
	void remember(AcceptedHeaders headers) {
		CompactText accepted = require(this.text);
		headers.add(accepted.header(), accepted.headers());
	}

	/**
	 * Returns a header parameter, {@code null} if it is missing or not yet read.
	 */
	@Nullable Object header(String name) {
		return (this.text != null) ? this.text.headers().get(name) : null;
	}

	void readHeader() {
		this.jws = CompactJws.of(require(this.text));
	}

	CompactJws jws() {
		return require(this.jws);
	}

	void set(Map<String, Object> claims) {
		this.claims = claims;
	}

	Map<String, Object> claims() {
		return require(this.claims);
	}

	void set(TrustedIssuer issuer) {
		this.issuer = issuer;
	}

	@Nullable TrustedIssuer selectedIssuer() {
		return this.issuer;
	}

	TrustedIssuer issuer() {
		return require(this.issuer);
	}

	void verifySignature() {
		this.key = issuer().verifier().verify(jws());
	}

	/**
	 * Returns the time of the verification, the same for all checks.
	 */
	Instant now(Clock clock) {
		Instant time = this.now;
		if (time == null) {
			time = clock.instant();
			this.now = time;
		}
		return time;
	}

	/**
	 * Returns the verified token, after the checks of all claims.
	 */
	VerifiedToken verified() {
		VerifiedToken token = this.verified;
		if (token == null) {
			token = new VerifiedToken(issuer(), require(this.key), jws().headers(), claims());
			this.verified = token;
		}
		return token;
	}

	/**
	 * Returns the token in the form that the application receives.
	 */
	Jwt jwt() {
		Jwt complete = this.jwt;
		if (complete == null) {
			complete = verified().toJwt(this.token);
			this.jwt = complete;
		}
		return complete;
	}

	/**
	 * Returns the issuer and the key that the token names.
	 */
	TokenOrigin origin() {
		return new TokenOrigin(this.issuer, header("kid"));
	}

	private static <T> T require(@Nullable T value) {
		Assert.state(value != null, "The check comes too early");
		return value;
	}

	/**
	 * Returns a text without the token.
	 */
	@Override
	public String toString() {
		return "TokenCandidate[]";
	}

}
