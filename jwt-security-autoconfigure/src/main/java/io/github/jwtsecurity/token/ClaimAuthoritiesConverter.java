package io.github.jwtsecurity.token;

import java.util.List;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * A converter of a verified token to an authentication with the authorities of the
 * authorities claim, which depends on the issuer of the token.
 */
final class ClaimAuthoritiesConverter implements Converter<Jwt, JwtAuthenticationToken> {

	private final PerIssuer<AuthoritiesClaim> claims;

	ClaimAuthoritiesConverter(IssuerDefinitions issuers) {
		this.claims = issuers.perIssuer(IssuerDefinition::authorities);
	}

	@Override
	public JwtAuthenticationToken convert(Jwt jwt) {
		List<GrantedAuthority> authorities = this.claims.of(jwt).of(jwt.getClaims());
		authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.BEARER_AUTHORITY));
		return new JwtAuthenticationToken(jwt, authorities);
	}

}
