package io.github.jwtsecurity.docs;

import java.util.function.Supplier;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

final class PathOwner implements AuthorizationManager<RequestAuthorizationContext> {

	@Override
	public AuthorizationResult authorize(Supplier<? extends Authentication> authentication,
			RequestAuthorizationContext context) {
		boolean owner = authentication.get() instanceof JwtAuthenticationToken token
				&& token.getName().equals(context.getVariables().get("user_id"));
		return new Decision(owner);
	}

	static final class Decision extends AuthorizationDecision {

		Decision(boolean owner) {
			super(owner);
		}

	}

}
