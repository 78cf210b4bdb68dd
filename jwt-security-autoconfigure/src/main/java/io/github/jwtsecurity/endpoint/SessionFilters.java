package io.github.jwtsecurity.endpoint;

import java.util.List;

import io.github.jwtsecurity.web.FilterChainExtension;
import io.github.jwtsecurity.web.ProblemWriter;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;

/**
 * The filters for tokens in cookies and for the renewal of tokens.
 */
final class SessionFilters implements FilterChainExtension {

	private final TokenCookies cookies;

	private final SessionCsrfTokenRepository csrfTokens;

	private final ProblemWriter problemWriter;

	private final @Nullable SlidingRenewalFilter renewalFilter;

	private final String basePath;

	SessionFilters(TokenCookies cookies, SessionCsrfTokenRepository csrfTokens, ProblemWriter problemWriter,
			@Nullable SlidingRenewalFilter renewalFilter, String basePath) {
		this.cookies = cookies;
		this.csrfTokens = csrfTokens;
		this.problemWriter = problemWriter;
		this.renewalFilter = renewalFilter;
		this.basePath = basePath;
	}

	@Override
	public String ownChain() {
		return AccountEndpointAutoConfiguration.CHAIN;
	}

	@Override
	public boolean usesCookies() {
		return this.cookies.areEnabled();
	}

	@Override
	public List<String> exposedHeaders() {
		return List.of(SlidingRenewalFilter.HEADER, SessionCsrfTokenRepository.HEADER);
	}

	@Override
	public String description() {
		return "accounts at " + this.basePath;
	}

	/**
	 * Adds the configured filters, in the order in which they run.
	 */
	@Override
	public void addFilters(HttpSecurity http) {
		Class<? extends Filter> last = BearerTokenAuthenticationFilter.class;
		if (this.cookies.areEnabled()) {
			http.addFilterAfter(new CookieTokenFilter(http.getSharedObject(AuthenticationManager.class), this.cookies),
					last);
			http.addFilterAfter(this.csrfTokens.filter(this.problemWriter), last);
			last = CookieTokenFilter.class;
		}
		if (this.renewalFilter != null) {
			http.addFilterAfter(this.renewalFilter, last);
		}
	}

}
