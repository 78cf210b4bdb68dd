package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.OwnershipProperties.Reaction;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * An inspection of all routes of the application at start-up, with a warning for each
 * route that may have a user id but is not guarded by the user id rule.
 */
public final class RouteInspector implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(RouteInspector.class);

	private final ObjectProvider<RouteSource> sources;

	private final OwnershipProperties properties;

	private final LookalikeRule lookalikeRule;

	private final AcknowledgedRoutes acknowledged;

	private volatile RouteReport report = new RouteReport(List.of());

	RouteInspector(ObjectProvider<RouteSource> sources, OwnershipProperties properties) {
		this.sources = sources;
		this.properties = properties;
		this.lookalikeRule = new LookalikeRule(properties.variables());
		this.acknowledged = new AcknowledgedRoutes(properties.acknowledged());
	}

	@Override
	public void afterSingletonsInstantiated() {
		add(inspect(this.sources.orderedStream()));
	}

	/**
	 * Inspects the routes of a child context and adds them to the report. Routes that the
	 * report already has are left out, since the sources of a child context also list
	 * those of its parent.
	 * @param childSources the sources of the child context
	 */
	void inspectChild(List<RouteSource> childSources) {
		List<InspectedRoute> routes = new ArrayList<>(inspect(childSources.stream()));
		routes.removeAll(this.report.routes());
		if (!routes.isEmpty()) {
			add(routes);
		}
	}

	/**
	 * Inspects the routes of a source without adding them to the report.
	 */
	List<InspectedRoute> inspect(RouteSource source) {
		return inspect(Stream.of(source));
	}

	private List<InspectedRoute> inspect(Stream<RouteSource> from) {
		return from.flatMap((source) -> source.routes().stream()).distinct().map(this::inspect).toList();
	}

	private void add(List<InspectedRoute> routes) {
		this.report = new RouteReport(Stream.concat(this.report.routes().stream(), routes.stream()).toList());
		logger.info("The user id rule guards %d route(s) by the path variables %s"
			.formatted(this.report.with(Verdict.GUARDED).size(), this.properties.variables()));
		RouteReport added = new RouteReport(routes);
		added.with(Verdict.GUARDED).forEach((route) -> logger.debug("Guarded: " + route.route()));
		List<InspectedRoute> fatal = added.unsettled()
			.stream()
			.filter((route) -> reactionTo(route) == Reaction.FAIL)
			.toList();
		if (!fatal.isEmpty()) {
			throw new UnsettledRoutesException(fatal);
		}
		added.unsettled()
			.stream()
			.filter((route) -> reactionTo(route) == Reaction.WARN)
			.forEach((route) -> logger.warn(UnsettledRoutesException.describe(route)));
	}

	/**
	 * Returns all routes with the verdict of the user id rule.
	 * @return the report, without routes before the application has started
	 */
	public RouteReport report() {
		return this.report;
	}

	private Reaction reactionTo(InspectedRoute route) {
		return (route.verdict() == Verdict.UNINSPECTABLE) ? this.properties.uninspectable()
				: this.properties.lookalikes();
	}

	private InspectedRoute inspect(Route route) {
		if (route.obstacle() != null) {
			return settle(route, Verdict.UNINSPECTABLE, route.obstacle());
		}
		Optional<String> lookalike = this.lookalikeRule.find(route.pattern());
		Set<String> guardedBy = new TreeSet<>(route.variables());
		guardedBy.retainAll(this.properties.variables());
		Verdict verdict = guardedBy.isEmpty() ? Verdict.WITHOUT_USER_ID : Verdict.GUARDED;
		if (lookalike.isPresent()) {
			return settle(route, verdict, "{%s} looks like a user id".formatted(lookalike.get()));
		}
		String reason = guardedBy.isEmpty() ? "no path variable of " + this.properties.variables()
				: "path variable " + String.join(", ", guardedBy);
		return new InspectedRoute(route.methods(), route.pattern(), verdict, true, reason);
	}

	private InspectedRoute settle(Route route, Verdict verdict, String reason) {
		boolean settled = this.acknowledged.contain(route.pattern());
		return new InspectedRoute(route.methods(), route.pattern(), verdict, settled,
				settled ? "acknowledged: " + reason : reason);
	}

}
