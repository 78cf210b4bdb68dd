package io.github.jwtsecurity.token;

import java.util.List;
import java.util.function.Consumer;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import io.github.jwtsecurity.token.TokenCheck.Finding;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * The checks of a token with valid claims that are repeated for every request: the
 * validators of the application, and the revocation.
 */
final class StatusChecks {

	private static final Log logger = LogFactory.getLog(StatusChecks.class);

	private final OAuth2TokenValidator<Jwt> validator;

	private final Consumer<Jwt> revocationCheck;

	StatusChecks(OAuth2TokenValidator<Jwt> validator, Consumer<Jwt> revocationCheck) {
		this.validator = validator;
		this.revocationCheck = revocationCheck;
	}

	/**
	 * Returns the checks in their order.
	 */
	List<TokenCheck> checks() {
		return List.of(
				new TokenCheck("validators", (token) -> requireValid(token.jwt()),
						(token) -> new Finding("acceptance by the validators of the application", "refusal",
								"Look at the beans of type OAuth2TokenValidator<Jwt>.")),
				new TokenCheck("revocation", (token) -> requireNotRevoked(token.issuer(), token.jwt()),
						(token) -> new Finding("a token that is not revoked", "a revoked token or an ended session",
								"Log in again.")));
	}

	/**
	 * Applies the checks to a cached token.
	 * @throws InvalidTokenException if the token fails one
	 */
	void apply(TrustedIssuer issuer, Jwt jwt) {
		requireValid(jwt);
		requireNotRevoked(issuer, jwt);
	}

	private void requireNotRevoked(TrustedIssuer issuer, Jwt jwt) {
		if (issuer.isHome()) {
			this.revocationCheck.accept(jwt);
		}
	}

	private void requireValid(Jwt jwt) {
		if (!isValid(jwt)) {
			throw new InvalidTokenException(Reason.VALIDATOR, "The token is refused by this service");
		}
	}

	private boolean isValid(Jwt jwt) {
		try {
			return !this.validator.validate(jwt).hasErrors();
		}
		catch (JwtException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.error("A validator of the application failed, so the token is refused: " + ex.getClass().getName());
			logger.debug("The failure", ex);
			return false;
		}
	}

}
