package io.github.jwtsecurity.endpoint;

import java.util.Map;
import java.util.Optional;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.EmailNotVerifiedException;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.token.InvalidIssuedTokenException;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import io.github.jwtsecurity.web.UncheckedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

/**
 * An issuer of the tokens of a session, for users whom the application has authenticated
 * by other means, for example with a passkey or at an identity provider. The tokens are
 * those of the library's login: they are renewed, refreshed and revoked in the same way.
 */
public final class SessionTokens {

	private final AccountService accountService;

	private final TokenIssuance tokenIssuance;

	private final TokenCookies cookies;

	private final OwnPages ownPages;

	SessionTokens(AccountService accountService, TokenIssuance tokenIssuance, TokenCookies cookies, OwnPages ownPages) {
		this.accountService = accountService;
		this.tokenIssuance = tokenIssuance;
		this.cookies = cookies;
		this.ownPages = ownPages;
	}

	/**
	 * Logs in a user: begins a session, records the login and delivers the tokens. With
	 * {@code jwt-security.cookie.enabled}, they are set as cookies of the response,
	 * together with the CSRF token, unless
	 * {@code jwt-security.cookie.default-delivery=body} is set; otherwise they are a part
	 * of the result.
	 * @param userId the user id of an account
	 * @param request the request that has authenticated the user
	 * @param response the response, which is not committed yet
	 * @return the members of the token response (RFC 6749, section 5.1), to be sent as
	 * the JSON object of the body; empty if the account does not exist or is disabled
	 * @throws AccessDeniedException if cookies are enabled and the request comes from a
	 * page of another site, or if the email address has to be verified before the login.
	 * The library's response to it is the 403 of its own login
	 * @throws InvalidIssuedTokenException if the application has an issuer of its own
	 * that does not issue what a session needs
	 * @throws StoreException if accounts or sessions cannot be read or stored
	 */
	public Optional<Map<String, Object>> logIn(String userId, HttpServletRequest request,
			HttpServletResponse response) {
		if (this.cookies.areEnabled() && !this.ownPages.sent(request)) {
			throw new CsrfException("A page of another site must not log in a user");
		}
		Client client = UncheckedHeaders.client(request);
		Optional<IssuedTokens> tokens = logIn(userId, client);
		TokenDelivery delivery = this.cookies.defaultDelivery();
		return tokens.map((issued) -> {
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			if (delivery != TokenDelivery.BODY) {
				this.cookies.set(issued, response);
			}
			return issued.response(delivery);
		});
	}

	private Optional<IssuedTokens> logIn(String userId, Client client) {
		try {
			return this.accountService.logIn(userId, client,
					(account) -> this.tokenIssuance.begin(account, client, null));
		}
		catch (EmailNotVerifiedException ex) {
			throw new AccessDeniedException("The email address is not verified",
					new ProblemException(Problem.of(ErrorCode.EMAIL_NOT_VERIFIED)));
		}
	}

}
