package io.github.jwtsecurity.token;

import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.util.function.SingletonSupplier;

/**
 * A decoder that verifies the text of a token, then its signature, then its claims, and
 * finally whether it is revoked. A cached token is only checked for changes since then:
 * its key, its times, the application's validators, and its revocation.
 */
final class StrictJwtDecoder implements JwtDecoder {

	private static final Log logger = LogFactory.getLog(StrictJwtDecoder.class);

	private final VerifiedTokenCache cache;

	private final TrustedIssuers issuers;

	private final OAuth2TokenValidator<Jwt> validator;

	private final Consumer<Jwt> revocationCheck;

	StrictJwtDecoder(VerifiedTokenCache cache, TrustedIssuers issuers, OAuth2TokenValidator<Jwt> validator,
			Consumer<Jwt> revocationCheck) {
		this.cache = cache;
		this.issuers = issuers;
		this.validator = validator;
		this.revocationCheck = revocationCheck;
	}

	@Override
	public Jwt decode(String token) {
		CompactJws.requireLength(token);
		TokenDigest digest = TokenDigest.of(token);
		VerifiedToken known = this.cache.find(digest);
		VerifiedToken verified = (known != null) ? known : verify(token);
		verified.issuer().claimRules().checkTimes(verified);
		Jwt jwt = verified.toJwt(token);
		if (!isValid(jwt)) {
			throw new InvalidTokenException(InvalidTokenException.Reason.VALIDATOR,
					"The token is refused by this service");
		}
		if (verified.issuer().isHome()) {
			this.revocationCheck.accept(jwt);
		}
		if (known == null) {
			this.cache.add(digest, verified);
		}
		return jwt;
	}

	/**
	 * Verifies a token. Its claims are parsed before the signature is verified only if
	 * there are several issuers, because the claim {@code iss} then selects the keys.
	 */
	private VerifiedToken verify(String token) {
		CompactJws jws = CompactJws.parse(token);
		SingletonSupplier<Map<String, Object>> claims = SingletonSupplier.of(() -> parse(jws));
		TrustedIssuer issuer = this.issuers.select(claims);
		AcceptedKey key = issuer.verifier().verify(jws);
		issuer.claimRules().apply(jws.headers(), claims.obtain());
		return new VerifiedToken(issuer, key, jws.headers(), claims.obtain(), token.length());
	}

	private static Map<String, Object> parse(CompactJws jws) {
		Map<String, Object> claims = StrictJson.parse(jws.payload());
		if (claims == null) {
			throw new InvalidTokenException(InvalidTokenException.Reason.MALFORMED,
					"The token's payload is not a JSON object with unique keys");
		}
		return claims;
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
