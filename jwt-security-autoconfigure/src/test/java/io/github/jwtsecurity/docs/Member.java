package io.github.jwtsecurity.docs;

import java.util.Collection;
import java.util.List;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A user of the authorization server.
 *
 * @param id the user id, which never changes
 * @param username the name for the login
 * @param password the encoded password
 * @param email the email address
 */
record Member(String id, String username, String password, String email) implements UserDetails {

	@Override
	public String getUsername() {
		return this.username;
	}

	@Override
	public String getPassword() {
		return this.password;
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of();
	}

}
