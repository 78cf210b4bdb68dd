package io.github.jwtsecurity.token;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtClaimsSet;

/**
 * The context in which an {@link AccessTokenCustomizer} adds claims to an access token.
 */
public final class AccessTokenContext {

	private final AccessTokenParameters parameters;

	private final JwtClaimsSet.Builder claims = JwtClaimsSet.builder();

	/**
	 * Creates a context without claims.
	 * @param parameters the parameters of the token
	 */
	public AccessTokenContext(AccessTokenParameters parameters) {
		this.parameters = parameters;
	}

	/**
	 * Returns the user id of the token, which is the id of the account if there is one.
	 * @return the user id, never blank
	 */
	public String userId() {
		return this.parameters.userId();
	}

	/**
	 * Returns the user's email address.
	 * @return the address, never blank
	 */
	public String email() {
		return this.parameters.email();
	}

	/**
	 * Returns the id of the session that the token belongs to.
	 * @return the id, {@code null} for a token that belongs to no session
	 */
	public @Nullable String sessionId() {
		return this.parameters.sessionId();
	}

	/**
	 * Returns the authorities that the account was granted, for the claim {@code scope}
	 * or that of {@code jwt-security.token.authorities-claim}. If a customizer sets this
	 * claim, its value replaces them.
	 * @return the authorities without a prefix, in alphabetical order; empty if there are
	 * none
	 */
	public Set<String> authorities() {
		return this.parameters.authorities();
	}

	/**
	 * Returns the builder of the additional claims, which contains only the claims of
	 * earlier customizers. The claims become part of the token, where the user can read
	 * them. A customizer must not add a claim that the library sets or checks itself:
	 * {@code sub}, the user id claim, {@code email}, {@code iat}, {@code exp},
	 * {@code nbf}, {@code jti}, {@code sid}, {@code iss}, {@code aud},
	 * {@code token_type}, {@code cnf}, {@code auth_time}, {@code orig_iat}.
	 * @return the builder
	 */
	public JwtClaimsSet.Builder claims() {
		return this.claims;
	}

}
