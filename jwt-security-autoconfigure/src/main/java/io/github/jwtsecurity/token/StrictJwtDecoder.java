package io.github.jwtsecurity.token;

import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A decoder that verifies the text of a token, then its signature, then its claims, and
 * finally whether it is revoked. The payload is not parsed before the signature is
 * verified. A cached token is only checked for changes since then: its key, its times,
 * the application's validators, and its revocation.
 */
final class StrictJwtDecoder implements JwtDecoder {

	private static final Log logger = LogFactory.getLog(StrictJwtDecoder.class);

	private final VerifiedTokenCache cache;

	private final SignatureVerifier signatureVerifier;

	private final ClaimRules claimRules;

	private final OAuth2TokenValidator<Jwt> validator;

	private final Consumer<Jwt> revocationCheck;

	StrictJwtDecoder(VerifiedTokenCache cache, SignatureVerifier signatureVerifier, ClaimRules claimRules,
			OAuth2TokenValidator<Jwt> validator, Consumer<Jwt> revocationCheck) {
		this.cache = cache;
		this.signatureVerifier = signatureVerifier;
		this.claimRules = claimRules;
		this.validator = validator;
		this.revocationCheck = revocationCheck;
	}

	@Override
	public Jwt decode(String token) {
		CompactJws.requireLength(token);
		TokenDigest digest = TokenDigest.of(token);
		VerifiedToken known = this.cache.find(digest);
		VerifiedToken verified = (known != null) ? known : verify(token);
		this.claimRules.checkTimes(verified);
		Jwt jwt = verified.toJwt(token);
		if (!isValid(jwt)) {
			throw new InvalidTokenException(InvalidTokenException.Reason.VALIDATOR,
					"The token is refused by this service");
		}
		this.revocationCheck.accept(jwt);
		if (known == null) {
			this.cache.add(digest, verified);
		}
		return jwt;
	}

	private VerifiedToken verify(String token) {
		CompactJws jws = CompactJws.parse(token);
		AcceptedKey key = this.signatureVerifier.verify(jws);
		Map<String, Object> claims = StrictJson.parse(jws.payload());
		if (claims == null) {
			throw new InvalidTokenException(InvalidTokenException.Reason.MALFORMED,
					"The token's payload is not a JSON object with unique keys");
		}
		this.claimRules.apply(jws.headers(), claims);
		return new VerifiedToken(key, jws.headers(), claims);
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
