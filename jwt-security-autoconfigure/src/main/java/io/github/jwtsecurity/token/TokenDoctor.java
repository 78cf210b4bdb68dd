package io.github.jwtsecurity.token;

import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A doctor that reports the result of each check that the decoder applies to a token. The
 * validators of the application are called as for a request. The token is neither cached
 * nor logged.
 *
 * @hidden
 */
public final class TokenDoctor {

	private final TokenChecks checks;

	TokenDoctor(StrictJwtDecoder decoder) {
		this.checks = decoder.checks();
	}

	/**
	 * Examines a token. Blanks and line breaks at either end are ignored.
	 * @param token the text of the token
	 * @return the result of each check
	 */
	public TokenDiagnosis examine(String token) {
		TokenCandidate candidate = this.checks.candidate(token.strip());
		JwtException failure = null;
		try {
			this.checks.apply(candidate);
		}
		catch (JwtException ex) {
			failure = ex;
		}
		return TokenDiagnosis.of(this.checks.of(candidate), candidate, failure);
	}

}
