package io.github.jwtsecurity.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The claim of an issuer's tokens that holds the authorities of a user. Values that are
 * not texts are ignored.
 *
 * @param name the name of the claim, {@code null} if the users have no authorities
 * @param prefix the text that is put before each authority
 */
record AuthoritiesClaim(@Nullable String name, String prefix) {

	List<GrantedAuthority> of(Map<String, Object> claims) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		Object claim = (this.name != null) ? claims.get(this.name) : null;
		for (Object value : values(claim)) {
			if (value instanceof String text && !text.isBlank()) {
				authorities.add(new SimpleGrantedAuthority(this.prefix + text));
			}
		}
		return authorities;
	}

	private static List<?> values(@Nullable Object claim) {
		if (claim instanceof String text) {
			return List.of(text.split(" "));
		}
		return (claim instanceof List<?> list) ? list : List.of();
	}

}
