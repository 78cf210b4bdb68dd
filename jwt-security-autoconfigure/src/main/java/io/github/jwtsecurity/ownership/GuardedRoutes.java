package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.OwnershipProperties.Lookalikes;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Knows which routes the user id rule guards, says so once at start-up, and points at
 * routes that look as if they should be guarded but are not. It is public for the
 * Actuator endpoint.
 */
public final class GuardedRoutes implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(GuardedRoutes.class);

	private static final List<String> USER_ID_ENDINGS = List.of("userid", "usrid", "useruuid");

	private final ListableBeanFactory beanFactory;

	private final OwnershipProperties properties;

	private final Set<String> lookalikes;

	private volatile List<Route> guarded = List.of();

	private volatile List<Route> unguarded = List.of();

	private volatile Set<String> guardedPatterns = Set.of();

	private volatile List<PathPattern> patterns = List.of();

	GuardedRoutes(ListableBeanFactory beanFactory, OwnershipProperties properties) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.lookalikes = Stream.concat(properties.variables().stream(), Stream.of("uid", "user", "username"))
			.map(GuardedRoutes::normalize)
			.collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<HandlerMapping> mappings = this.beanFactory.getBeanProvider(HandlerMapping.class).stream().toList();
		List<Route> routes = mappings.stream()
			.flatMap((mapping) -> RouteCollector.collect(mapping).stream())
			.distinct()
			.toList();
		this.guarded = routes.stream().filter(this::isGuarded).toList();
		this.unguarded = routes.stream().filter(this::isLookalike).toList();
		this.guardedPatterns = this.guarded.stream().map(Route::pattern).collect(Collectors.toUnmodifiableSet());
		this.patterns = this.guardedPatterns.stream().flatMap(GuardedRoutes::parse).toList();
		report();
		mappings.stream()
			.filter((mapping) -> !(mapping instanceof AbstractHandlerMapping))
			.forEach(GuardedRoutes::warn);
		reportLookalikes();
	}

	/**
	 * Returns which routes are guarded.
	 * @return the routes, each with its methods, {@code *} for all, and its pattern;
	 * empty before the application has started
	 */
	public List<String> guarded() {
		return this.guarded.stream().map(Route::toString).toList();
	}

	/**
	 * Returns which routes look as if they should be guarded, but are not.
	 * @return the routes, written as those that are
	 */
	public List<String> lookalikes() {
		return this.unguarded.stream().map(Route::toString).toList();
	}

	/**
	 * Returns which further paths are guarded.
	 * @return the patterns of {@code jwt-security.ownership.patterns}
	 */
	public List<String> patterns() {
		return this.properties.patterns();
	}

	/**
	 * Whether a mapping is guarded.
	 * @param pattern the pattern that Spring MVC found to match best, or {@code null}
	 * @return whether it is one of the guarded routes
	 */
	boolean isGuarded(@Nullable Object pattern) {
		return pattern instanceof String text && this.guardedPatterns.contains(text);
	}

	/**
	 * The path variables of the most specific guarded route that has the path of a
	 * request.
	 * @param request the request
	 * @return its path variables, empty if no guarded route has this path
	 */
	Optional<Map<String, String>> match(HttpServletRequest request) {
		PathContainer path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
		return this.patterns.stream()
			.filter((pattern) -> pattern.matches(path))
			.min(PathPattern.SPECIFICITY_COMPARATOR)
			.map((pattern) -> pattern.matchAndExtract(path))
			.map(PathPattern.PathMatchInfo::getUriVariables);
	}

	/**
	 * A pattern that only the application's own matcher understands is not among them.
	 */
	private static Stream<PathPattern> parse(String pattern) {
		try {
			return Stream.of(PathPatternParser.defaultInstance.parse(pattern));
		}
		catch (PatternParseException ex) {
			return Stream.empty();
		}
	}

	private boolean isGuarded(Route route) {
		return route.variables().stream().anyMatch(this.properties.variables()::contains);
	}

	private boolean isLookalike(Route route) {
		return route.variables()
			.stream()
			.anyMatch((variable) -> !this.properties.variables().contains(variable)
					&& looksLikeUserId(normalize(variable)));
	}

	private boolean looksLikeUserId(String normalized) {
		return this.lookalikes.contains(normalized) || USER_ID_ENDINGS.stream().anyMatch(normalized::endsWith);
	}

	private void report() {
		logger.info("The user id rule guards %d route(s) by the path variables %s".formatted(this.guarded.size(),
				this.properties.variables()));
		this.guarded.forEach((route) -> logger.debug("Guarded: " + route));
	}

	private void reportLookalikes() {
		List<Route> found = this.unguarded;
		if (found.isEmpty() || this.properties.lookalikes() == Lookalikes.IGNORE) {
			return;
		}
		if (this.properties.lookalikes() == Lookalikes.FAIL) {
			throw new UnguardedRouteException(found);
		}
		found.forEach((route) -> logger.warn(UnguardedRouteException.describe(route)));
	}

	private static void warn(HandlerMapping mapping) {
		logger.warn(
				"Handlers of %s cannot be guarded by the user id rule; list their paths in jwt-security.ownership.patterns"
					.formatted(mapping.getClass().getName()));
	}

	private static String normalize(String variable) {
		return variable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
