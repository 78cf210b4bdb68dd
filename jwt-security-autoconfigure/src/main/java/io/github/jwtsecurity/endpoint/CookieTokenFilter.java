package io.github.jwtsecurity.endpoint;

import java.io.IOException;

import io.github.jwtsecurity.web.OptionalTokenFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that authenticates a request with the access token in its cookie, if the
 * header has no token. A browser sends the cookie even if the token is not valid, so such
 * a token alone does not refuse the request: the request continues without a user.
 */
final class CookieTokenFilter extends OncePerRequestFilter {

	private static final String USED = CookieTokenFilter.class.getName() + ".USED";

	private final SecurityContextHolderStrategy contextHolder = SecurityContextHolder.getContextHolderStrategy();

	private final RequestAttributeSecurityContextRepository contextRepository = new RequestAttributeSecurityContextRepository();

	private final WebAuthenticationDetailsSource detailsSource = new WebAuthenticationDetailsSource();

	private final AuthenticationManager authenticationManager;

	private final TokenCookies cookies;

	CookieTokenFilter(AuthenticationManager authenticationManager, TokenCookies cookies) {
		this.authenticationManager = authenticationManager;
		this.cookies = cookies;
	}

	/**
	 * Returns whether the user of a request was authenticated by its cookie.
	 */
	static boolean isUsed(HttpServletRequest request) {
		return request.getAttribute(USED) != null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String token = this.cookies.accessToken(request);
		Authentication user = (token != null && this.contextHolder.getContext().getAuthentication() == null)
				? authenticate(token, request) : null;
		if (user != null) {
			logIn(user, request, response);
		}
		chain.doFilter(request, response);
	}

	private @Nullable Authentication authenticate(String token, HttpServletRequest request) {
		BearerTokenAuthenticationToken authentication = new BearerTokenAuthenticationToken(token);
		authentication.setDetails(this.detailsSource.buildDetails(request));
		try {
			return this.authenticationManager.authenticate(authentication);
		}
		catch (AuthenticationException ex) {
			OptionalTokenFailure.set(request, ex);
			return null;
		}
	}

	private void logIn(Authentication user, HttpServletRequest request, HttpServletResponse response) {
		SecurityContext context = this.contextHolder.createEmptyContext();
		context.setAuthentication(user);
		this.contextHolder.setContext(context);
		this.contextRepository.saveContext(context, request, response);
		request.setAttribute(USED, true);
	}

}
