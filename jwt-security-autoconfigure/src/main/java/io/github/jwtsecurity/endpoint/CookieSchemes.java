package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Set;

import io.github.jwtsecurity.openapi.LibraryDescription;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.security.SecurityScheme.In;
import io.swagger.v3.oas.models.security.SecurityScheme.Type;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * A customizer that describes the cookies with tokens, if they are enabled. The cookie
 * with the access token is an alternative to the bearer token. A request that changes
 * something also needs the CSRF token.
 */
final class CookieSchemes implements GlobalOpenApiCustomizer {

	private static final String ACCESS_COOKIE = "access_cookie";

	private static final String REFRESH_COOKIE = "refresh_cookie";

	private static final String CSRF_HEADER = "csrf_header";

	private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.TRACE);

	private final TokenCookies cookies;

	CookieSchemes(TokenCookies cookies) {
		this.cookies = cookies;
	}

	@Override
	public void customise(OpenAPI openApi) {
		if (!this.cookies.areEnabled() || openApi.getPaths() == null) {
			return;
		}
		Components components = openApi.getComponents();
		components.addSecuritySchemes(REFRESH_COOKIE,
				scheme(In.COOKIE, this.cookies.refreshName(), "The cookie with the refresh token."));
		components.addSecuritySchemes(CSRF_HEADER, scheme(In.HEADER, SessionCsrfTokenRepository.HEADER,
				"The value of the cookie `%s`.".formatted(this.cookies.csrfName())));
		if (this.cookies.haveAccessTokens()) {
			components.addSecuritySchemes(ACCESS_COOKIE,
					scheme(In.COOKIE, this.cookies.accessName(), "The cookie with the access token."));
			openApi.getPaths()
				.values()
				.forEach((item) -> item.readOperationsMap().forEach(CookieSchemes::addAccessCookie));
		}
	}

	/**
	 * Adds the cookie with the refresh token as an alternative to a refresh token in the
	 * body.
	 */
	void addRefreshCookie(Operation operation) {
		if (this.cookies.areEnabled()) {
			List<SecurityRequirement> security = operation.getSecurity();
			if (security.isEmpty()) {
				operation.addSecurityItem(new SecurityRequirement());
			}
			operation.addSecurityItem(new SecurityRequirement().addList(REFRESH_COOKIE).addList(CSRF_HEADER));
			operation.getRequestBody().setRequired(false);
		}
	}

	private static void addAccessCookie(HttpMethod method, Operation operation) {
		List<SecurityRequirement> security = operation.getSecurity();
		if (security == null
				|| security.stream().noneMatch((requirement) -> requirement.containsKey(LibraryDescription.BEARER))) {
			return;
		}
		SecurityRequirement cookie = new SecurityRequirement().addList(ACCESS_COOKIE);
		operation.addSecurityItem(SAFE.contains(method) ? cookie : cookie.addList(CSRF_HEADER));
	}

	private static SecurityScheme scheme(In in, String name, String description) {
		return new SecurityScheme().type(Type.APIKEY).in(in).name(name).description(description);
	}

}
