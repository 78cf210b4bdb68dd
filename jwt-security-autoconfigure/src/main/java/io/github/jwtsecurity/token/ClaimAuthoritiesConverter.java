package io.github.jwtsecurity.token;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * A converter of a verified token to an authentication with the authorities of the
 * authorities claim, which depends on the issuer of the token.
 */
final class ClaimAuthoritiesConverter implements Converter<Jwt, JwtAuthenticationToken> {

	private final AuthoritiesClaim home;

	private final Map<String, AuthoritiesClaim> others = new HashMap<>();

	ClaimAuthoritiesConverter(IssuerDefinitions issuers) {
		this.home = claim(issuers.home());
		issuers.others().forEach((issuer) -> this.others.put(issuer.acceptedIssuer(), claim(issuer)));
	}

	@Override
	public JwtAuthenticationToken convert(Jwt jwt) {
		Object issuer = jwt.getClaims().get(JwtClaimNames.ISS);
		AuthoritiesClaim claim = (issuer != null) ? this.others.getOrDefault(issuer, this.home) : this.home;
		List<GrantedAuthority> authorities = claim.of(jwt.getClaims());
		authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.BEARER_AUTHORITY));
		return new JwtAuthenticationToken(jwt, authorities);
	}

	private static AuthoritiesClaim claim(IssuerDefinition issuer) {
		return new AuthoritiesClaim(issuer.properties().authoritiesClaim(), issuer.properties().authorityPrefix());
	}

}
