package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.event.AuditStores;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import io.github.jwtsecurity.ownership.RouteReport;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import io.github.jwtsecurity.session.SessionRepository;
import io.github.jwtsecurity.token.KeyReport;
import io.github.jwtsecurity.web.BeanOwner;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Tells an operator what is in force, without anything that helps to forge a token or to
 * find a user. It reads, and asks nobody outside.
 */
@Endpoint(id = "jwtsecurity", defaultAccess = Access.READ_ONLY)
final class JwtSecurityActuatorEndpoint {

	private final ListableBeanFactory beanFactory;

	JwtSecurityActuatorEndpoint(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@ReadOperation
	Description describe() {
		return new Description(versions(), keys(), ownership(), rateLimits(), stores());
	}

	private Versions versions() {
		return new Versions(getClass().getPackage().getImplementationVersion(), SpringBootVersion.getVersion(),
				SpringSecurityCoreVersion.getVersion(), Runtime.version().toString());
	}

	private Keys keys() {
		KeyReport report = this.beanFactory.getBean(KeyReport.class);
		return new Keys(report.source(), report.algorithms(), report.keyIds(), originOf(JwtDecoder.class));
	}

	private @Nullable Ownership ownership() {
		RouteInspector inspector = this.beanFactory.getBeanProvider(RouteInspector.class).getIfAvailable();
		if (inspector == null) {
			return null;
		}
		RouteReport report = inspector.report();
		return new Ownership(routes(report, Verdict.GUARDED), routes(report, Verdict.WITHOUT_USER_ID),
				routes(report, Verdict.UNINSPECTABLE));
	}

	private static List<Route> routes(RouteReport report, Verdict verdict) {
		return report.with(verdict).stream().map((route) -> new Route(route.route(), route.reason())).toList();
	}

	private @Nullable RateLimits rateLimits() {
		RateLimiter limiter = this.beanFactory.getBeanProvider(RateLimiter.class).getIfAvailable();
		return (limiter != null)
				? new RateLimits(limiter.store().name().toLowerCase(Locale.ROOT).replace('_', '-'), limiter.limits())
				: null;
	}

	private Stores stores() {
		AuditStores auditStores = this.beanFactory.getBeanProvider(AuditStores.class).getIfAvailable();
		return new Stores(storeOf(AccountRepository.class), storeOf(SessionRepository.class),
				(auditStores != null) ? auditStores.stores() : List.of());
	}

	private @Nullable String storeOf(Class<?> repository) {
		String origin = originOf(repository);
		return BeanOwner.LIBRARY.equals(origin) ? "jdbc" : origin;
	}

	private @Nullable String originOf(Class<?> type) {
		return this.beanFactory.getBeanProvider(type).stream().findFirst().map(BeanOwner::of).orElse(null);
	}

	/**
	 * What is in force.
	 *
	 * @param versions what runs
	 * @param keys what tokens are verified with
	 * @param ownership the user id rule, {@code null} if it is off
	 * @param rateLimits how often somebody may try, {@code null} without accounts
	 * @param stores where things are kept
	 */
	record Description(Versions versions, Keys keys, @Nullable Ownership ownership, @Nullable RateLimits rateLimits,
			Stores stores) {
	}

	/**
	 * What runs.
	 *
	 * @param library the version of this library, {@code null} if it has no manifest
	 * @param springBoot the version of Spring Boot
	 * @param springSecurity the version of Spring Security
	 * @param java the version of Java
	 */
	record Versions(@Nullable String library, String springBoot, @Nullable String springSecurity, String java) {
	}

	/**
	 * What tokens are verified with.
	 *
	 * @param source where keys come from, {@code null} if from nowhere
	 * @param algorithms accepted algorithms
	 * @param keyIds names of the keys that are known now
	 * @param decoder whose decoder it is
	 */
	record Keys(@Nullable String source, Set<String> algorithms, List<String> keyIds, @Nullable String decoder) {
	}

	/**
	 * The routes by the verdict of the user id rule.
	 *
	 * @param guarded routes that are guarded
	 * @param withoutUserId routes without a path variable for a user id, including those
	 * with a variable that looks like one
	 * @param uninspectable routes whose paths cannot be read or guarded
	 */
	record Ownership(List<Route> guarded, List<Route> withoutUserId, List<Route> uninspectable) {
	}

	/**
	 * A route.
	 *
	 * @param route the methods and the path pattern
	 * @param reason the reason for the verdict
	 */
	record Route(String route, String reason) {
	}

	/**
	 * How often somebody may try.
	 *
	 * @param store where it is kept how many attempts are left
	 * @param limits the limits by name
	 */
	record RateLimits(String store, Map<String, String> limits) {
	}

	/**
	 * Where things are kept.
	 *
	 * @param accounts where accounts are, {@code null} without accounts
	 * @param sessions where sessions are, {@code null} without accounts
	 * @param audit where the audit trail is
	 */
	record Stores(@Nullable String accounts, @Nullable String sessions, List<String> audit) {
	}

}
