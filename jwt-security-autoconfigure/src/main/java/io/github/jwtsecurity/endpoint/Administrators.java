package io.github.jwtsecurity.endpoint;

import java.util.Set;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.token.UserIds;
import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * The users who may manage the accounts of others: those with an enabled account of this
 * service, and with one of the configured authorities.
 */
final class Administrators {

	private final Set<String> authorities;

	private final AccountService accountService;

	private final UserIds userIds;

	Administrators(Set<String> authorities, AccountService accountService, UserIds userIds) {
		this.authorities = Set.copyOf(authorities);
		this.accountService = accountService;
		this.userIds = userIds;
	}

	/**
	 * Requires that a user is an administrator. A user of a further issuer is refused,
	 * even with the authority, since the user has no account that can be disabled.
	 * @param authentication the authentication of the request
	 * @param request the request
	 * @return the client, with the administrator as the actor
	 * @throws ProblemException if the user is not an administrator
	 */
	Client require(@Nullable Authentication authentication, HttpServletRequest request) {
		String userId = AccountEndpoint.userId(this.userIds, authentication);
		if (authentication == null || authentication.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.noneMatch((authority) -> authority != null && this.authorities.contains(authority))) {
			throw new ProblemException(Problem.of(ErrorCode.ACCESS_DENIED));
		}
		if (this.accountService.find(userId) == null) {
			throw AccountEndpoint.noAccount();
		}
		return AccountEndpoint.client(request).withActorId(userId);
	}

}
