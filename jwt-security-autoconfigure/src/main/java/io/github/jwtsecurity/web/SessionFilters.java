package io.github.jwtsecurity.web;

import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/**
 * What a chain has in addition where this service has accounts.
 */
final class SessionFilters {

	private final TokenCookies cookies;

	private final CsrfGuard csrfGuard;

	private final ProblemWriter problemWriter;

	private final @Nullable SlidingRenewalFilter renewalFilter;

	SessionFilters(TokenCookies cookies, CsrfGuard csrfGuard, ProblemWriter problemWriter,
			@Nullable SlidingRenewalFilter renewalFilter) {
		this.cookies = cookies;
		this.csrfGuard = csrfGuard;
		this.problemWriter = problemWriter;
		this.renewalFilter = renewalFilter;
	}

	/**
	 * Adds the filters that the configuration asks for, in the order in which they run.
	 */
	void addTo(HttpSecurity http) {
		Class<? extends Filter> last = BearerTokenAuthenticationFilter.class;
		if (this.cookies.areEnabled()) {
			http.addFilterAfter(new CookieTokenFilter(http.getSharedObject(AuthenticationManager.class), this.cookies,
					this.csrfGuard, this.problemWriter), last);
			last = CookieTokenFilter.class;
		}
		if (this.renewalFilter != null) {
			http.addFilterAfter(this.renewalFilter, last);
		}
	}

}
