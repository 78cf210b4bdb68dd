package io.github.jwtsecurity.web;

import java.time.Clock;

import io.github.jwtsecurity.token.UserIdClaim;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/**
 * What a chain has in addition where this service has accounts.
 */
final class SessionFilters {

	private final TokenCookies cookies;

	private final CsrfGuard csrfGuard;

	private final TokenGrants tokenGrants;

	private final SlidingProperties sliding;

	private final UserIdClaim userIdClaim;

	private final ProblemWriter problemWriter;

	private final Clock clock;

	SessionFilters(TokenCookies cookies, CsrfGuard csrfGuard, TokenGrants tokenGrants, SlidingProperties sliding,
			UserIdClaim userIdClaim, ProblemWriter problemWriter, Clock clock) {
		this.cookies = cookies;
		this.csrfGuard = csrfGuard;
		this.tokenGrants = tokenGrants;
		this.sliding = sliding;
		this.userIdClaim = userIdClaim;
		this.problemWriter = problemWriter;
		this.clock = clock;
	}

	/**
	 * Adds the filters that the configuration asks for, in the order in which they run.
	 */
	void addTo(HttpSecurity http) {
		Class<? extends jakarta.servlet.Filter> last = BearerTokenAuthenticationFilter.class;
		if (this.cookies.areEnabled()) {
			http.addFilterAfter(new CookieTokenFilter(http.getSharedObject(AuthenticationManager.class), this.cookies,
					this.csrfGuard, this.problemWriter), last);
			last = CookieTokenFilter.class;
		}
		if (this.sliding.enabled()) {
			http.addFilterAfter(new SlidingRenewalFilter(this.tokenGrants, this.cookies, this.userIdClaim,
					this.sliding.threshold(), this.clock), last);
		}
	}

}
