package io.github.jwtsecurity.web;

import java.time.Clock;

import io.github.jwtsecurity.event.JwtSecurityEvent.LoggedOut;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Ends what a login began. Access tokens are not kept by this service: the client forgets
 * its own.
 */
@Controller
final class LogoutEndpoint extends AccountEndpoint {

	private final TokenUserIdResolver userIdResolver;

	private final JwtSecurityEventPublisher events;

	private final Clock clock;

	LogoutEndpoint(TokenUserIdResolver userIdResolver, JwtSecurityEventPublisher events, Clock clock) {
		this.userIdResolver = userIdResolver;
		this.events = events;
		this.clock = clock;
	}

	@PostMapping("/logout")
	Answer logOut(HttpServletRequest request, @Nullable Authentication authentication) {
		String userId = userId(this.userIdResolver, authentication);
		this.events.publishAfterCommit(new LoggedOut(this.clock.instant(), userId, client(request)));
		return Answer.noContent();
	}

}
