package io.github.jwtsecurity.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Applies the user id rule to the patterns of {@code jwt-security.ownership.patterns},
 * which are relative to the context path and, where Spring MVC has a servlet path, also
 * to that. Abstains where none of them matches.
 */
public final class OwnershipPatternAuthorizationManager implements AuthorizationManager<HttpServletRequest> {

	private final UserIdPathAuthorizationManager authorizationManager;

	private final List<PathPattern> patterns;

	OwnershipPatternAuthorizationManager(UserIdPathAuthorizationManager authorizationManager,
			Collection<String> patterns, String mvcServletPath) {
		this.authorizationManager = authorizationManager;
		this.patterns = patterns.stream()
			.flatMap((pattern) -> Stream.of(pattern, mvcServletPath + pattern).distinct())
			.map(PathPatternParser.defaultInstance::parse)
			.toList();
	}

	/**
	 * Whether there is anything to check.
	 * @return {@code false} if no pattern is configured
	 */
	public boolean hasPatterns() {
		return !this.patterns.isEmpty();
	}

	/**
	 * Decides about a request.
	 * @param authentication who asks
	 * @param request the request
	 * @return the refusal, or {@code null} if no pattern matches or all that match are
	 * owned
	 */
	@Override
	public @Nullable AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			HttpServletRequest request) {
		// Parsed anew: on a forward, the path that is kept with the request is the old
		// one.
		PathContainer path = RequestPath.parse(request.getRequestURI(), request.getContextPath())
			.pathWithinApplication();
		return this.patterns.stream()
			.map((pattern) -> pattern.matchAndExtract(path))
			.filter(Objects::nonNull)
			.map((match) -> this.authorizationManager.decide(authentication.get(), match.getUriVariables()))
			.filter((decision) -> !decision.isGranted())
			.findFirst()
			.orElse(null);
	}

}
