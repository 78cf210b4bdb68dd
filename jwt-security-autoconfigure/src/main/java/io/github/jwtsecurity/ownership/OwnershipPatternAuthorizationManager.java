package io.github.jwtsecurity.ownership;

import java.nio.charset.StandardCharsets;
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
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * An authorization manager that applies the user id rule to the patterns of {@code
 * jwt-security.ownership.patterns}. The patterns are relative to the context path and, if
 * Spring MVC has a servlet path, also to the servlet path. The manager abstains if no
 * pattern matches. Both the path of the request line and the path that the container has
 * derived from it are matched, because a container removes path parameters and dot
 * segments if the firewall permits them.
 *
 * @hidden
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
	 * Returns whether there is anything to check.
	 * @return {@code false} if there is no pattern
	 */
	public boolean hasPatterns() {
		return !this.patterns.isEmpty();
	}

	/**
	 * Decides about a request.
	 * @param authentication the authentication of the request
	 * @param request the request
	 * @return the refusal, or {@code null} if no pattern matches or the user owns all
	 * paths that match
	 */
	@Override
	public @Nullable AuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication,
			HttpServletRequest request) {
		List<PathContainer> paths = paths(request);
		return this.patterns.stream()
			.flatMap((pattern) -> paths.stream().map(pattern::matchAndExtract))
			.filter(Objects::nonNull)
			.map((match) -> this.authorizationManager.decide(authentication.get(), match.getUriVariables()))
			.filter((decision) -> !decision.isGranted())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Parses the paths anew, since after a forward the parsed path of the request is that
	 * of the first handler.
	 */
	private static List<PathContainer> paths(HttpServletRequest request) {
		PathContainer requested = RequestPath.parse(request.getRequestURI(), request.getContextPath())
			.pathWithinApplication();
		String pathInfo = request.getPathInfo();
		String served = UriUtils.encodePath(request.getServletPath() + ((pathInfo != null) ? pathInfo : ""),
				StandardCharsets.UTF_8);
		return served.equals(requested.value()) ? List.of(requested)
				: List.of(requested, PathContainer.parsePath(served));
	}

}
