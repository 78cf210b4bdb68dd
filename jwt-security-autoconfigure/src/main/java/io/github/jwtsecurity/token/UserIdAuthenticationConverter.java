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
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * A converter of a verified token to an authentication whose name is the user id. Values
 * of the authorities claim that are not text are ignored.
 */
public final class UserIdAuthenticationConverter implements Converter<Jwt, JwtAuthenticationToken> {

	private final UserIdClaim userIdClaim;

	private final String authoritiesClaim;

	private final String authorityPrefix;

	UserIdAuthenticationConverter(UserIdClaim userIdClaim, TokenProperties properties) {
		this.userIdClaim = userIdClaim;
		this.authoritiesClaim = properties.authoritiesClaim();
		this.authorityPrefix = properties.authorityPrefix();
	}

	/**
	 * Converts a token.
	 * @param jwt a verified token
	 * @return the authentication
	 * @throws InvalidBearerTokenException if the token has no user id, which can happen
	 * only with a decoder of the application's own
	 */
	@Override
	public JwtAuthenticationToken convert(Jwt jwt) {
		String userId = this.userIdClaim.of(jwt);
		if (userId == null) {
			throw new InvalidBearerTokenException("The token's user id claim is missing or malformed");
		}
		return new JwtAuthenticationToken(jwt, authorities(jwt), userId);
	}

	private Collection<GrantedAuthority> authorities(Jwt jwt) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		for (Object value : values(jwt.getClaims().get(this.authoritiesClaim))) {
			if (value instanceof String text && !text.isBlank()) {
				authorities.add(new SimpleGrantedAuthority(this.authorityPrefix + text));
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
