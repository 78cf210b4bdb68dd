package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * A converter of a verified token to an authentication with the authorities of the
 * authorities claim. Values of this claim that are not texts are ignored.
 */
final class ClaimAuthoritiesConverter implements Converter<Jwt, JwtAuthenticationToken> {

	private final String claim;

	private final String prefix;

	ClaimAuthoritiesConverter(TokenProperties properties) {
		this.claim = properties.authoritiesClaim();
		this.prefix = properties.authorityPrefix();
	}

	@Override
	public JwtAuthenticationToken convert(Jwt jwt) {
		return new JwtAuthenticationToken(jwt, authorities(jwt));
	}

	private Collection<GrantedAuthority> authorities(Jwt jwt) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		for (Object value : values(jwt.getClaims().get(this.claim))) {
			if (value instanceof String text && !text.isBlank()) {
				authorities.add(new SimpleGrantedAuthority(this.prefix + text));
			}
		}
		authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.BEARER_AUTHORITY));
		return authorities;
	}

	private static List<?> values(@Nullable Object claim) {
		if (claim instanceof String text) {
			return List.of(text.split(" "));
		}
		return (claim instanceof List<?> list) ? list : List.of();
	}

}
