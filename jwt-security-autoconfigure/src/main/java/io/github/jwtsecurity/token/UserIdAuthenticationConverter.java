package io.github.jwtsecurity.token;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.Assert;

/**
 * A converter of a verified token to an authentication whose name is the user id. The
 * authentication is created by another converter. For tokens of the home issuer, this may
 * be a bean of the application. Such a bean may grant authorities without regard to the
 * issuer, so it does not convert tokens of further issuers. This type does not implement
 * {@link Converter}, so that it is never injected as such.
 *
 * @hidden
 */
public final class UserIdAuthenticationConverter {

	private static final ParameterizedTypeReference<Converter<Jwt, ? extends AbstractAuthenticationToken>> OF_APPLICATION = new ParameterizedTypeReference<>() {
	};

	private final UserIds userIds;

	private final ClaimAuthoritiesConverter byClaims;

	private final @Nullable Converter<Jwt, ? extends AbstractAuthenticationToken> ofApplication;

	UserIdAuthenticationConverter(UserIds userIds, ClaimAuthoritiesConverter byClaims,
			@Nullable Converter<Jwt, ? extends AbstractAuthenticationToken> ofApplication) {
		this.userIds = userIds;
		this.byClaims = byClaims;
		this.ofApplication = ofApplication;
	}

	/**
	 * Creates the converter of the filter chains, which delegates to a converter of the
	 * application for the home issuer if there is one. The bean of the application must
	 * declare its generic type, since a raw {@code Converter} could convert any other
	 * type.
	 */
	static UserIdAuthenticationConverter of(IssuerDefinitions definitions, BeanFactory beanFactory) {
		return new UserIdAuthenticationConverter(definitions.userIds(), new ClaimAuthoritiesConverter(definitions),
				beanFactory.getBeanProvider(OF_APPLICATION).getIfAvailable());
	}

	/**
	 * Returns the converter of an application, also of one without the library's
	 * auto-configuration.
	 * @param environment the application's environment
	 * @param beanFactory the bean factory
	 * @return the bean of this type, or a converter that follows the properties
	 */
	public static UserIdAuthenticationConverter of(Environment environment, BeanFactory beanFactory) {
		return beanFactory.getBeanProvider(UserIdAuthenticationConverter.class)
			.getIfAvailable(() -> of(IssuerDefinitions.of(environment), beanFactory));
	}

	/**
	 * Converts a token.
	 * @param jwt a verified token
	 * @return the authentication
	 * @throws InvalidBearerTokenException if the token has no user id, which can happen
	 * only with a decoder of the application's own
	 * @throws IllegalStateException if the converter of the application returns an
	 * authentication of another user
	 */
	public AbstractAuthenticationToken convert(Jwt jwt) {
		String userId = this.userIds.of(jwt);
		if (userId == null) {
			throw new InvalidBearerTokenException("The token's user id claim is missing or malformed");
		}
		AbstractAuthenticationToken authentication = delegate(jwt).convert(jwt);
		AbstractAuthenticationToken named = (authentication != null) ? named(authentication, userId) : null;
		Assert.state(named != null && named.isAuthenticated() && isOf(userId, named),
				"The Converter<Jwt, AbstractAuthenticationToken> of the application must return an authentication that"
						+ " is authenticated and has the user id of the token as its name");
		return named;
	}

	private Converter<Jwt, ? extends AbstractAuthenticationToken> delegate(Jwt jwt) {
		return (this.ofApplication != null && this.userIds.isOfHome(jwt)) ? this.ofApplication : this.byClaims;
	}

	/**
	 * Returns whether a converter of the application creates the authentication of the
	 * users of the home issuer.
	 * @return {@code true} if the properties for the authorities of these users have no
	 * effect
	 */
	public boolean isOfApplication() {
		return this.ofApplication != null;
	}

	/**
	 * Sets the name of a plain {@link JwtAuthenticationToken}, which is the subject by
	 * default. Subclasses are not copied, since a copy would lose their state.
	 */
	private static AbstractAuthenticationToken named(AbstractAuthenticationToken authentication, String userId) {
		return (authentication instanceof JwtAuthenticationToken token
				&& token.getClass() == JwtAuthenticationToken.class && !userId.equals(token.getName()))
						? token.toBuilder().name(userId).build() : authentication;
	}

	private boolean isOf(String userId, Authentication authentication) {
		return userId.equals(authentication.getName())
				&& (!(authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token)
						|| Objects.equals(userId, userIdOf(token)));
	}

	private @Nullable String userIdOf(AbstractOAuth2TokenAuthenticationToken<?> authentication) {
		return (authentication.getToken() instanceof Jwt jwt) ? this.userIds.of(jwt) : null;
	}

}
