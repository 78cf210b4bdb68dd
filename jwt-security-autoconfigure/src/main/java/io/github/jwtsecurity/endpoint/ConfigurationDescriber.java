package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.endpoint.ConfigurationDescription.Keys;
import io.github.jwtsecurity.endpoint.ConfigurationDescription.Ownership;
import io.github.jwtsecurity.endpoint.ConfigurationDescription.RateLimits;
import io.github.jwtsecurity.endpoint.ConfigurationDescription.Route;
import io.github.jwtsecurity.endpoint.ConfigurationDescription.Stores;
import io.github.jwtsecurity.endpoint.ConfigurationDescription.Versions;
import io.github.jwtsecurity.event.AuditStores;
import io.github.jwtsecurity.ownership.InspectedRoute.Verdict;
import io.github.jwtsecurity.ownership.RouteInspector;
import io.github.jwtsecurity.ownership.RouteReport;
import io.github.jwtsecurity.ratelimit.RateLimiter;
import io.github.jwtsecurity.session.SessionRepository;
import io.github.jwtsecurity.token.KeyReport;
import io.github.jwtsecurity.token.KeyReport.Issuer;
import io.github.jwtsecurity.web.BeanOwner;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A reader of the effective configuration from the beans of the application. It calls no
 * external service.
 */
final class ConfigurationDescriber {

	private final ListableBeanFactory beanFactory;

	ConfigurationDescriber(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns the description of the configuration that is in force now.
	 */
	ConfigurationDescription describe() {
		return new ConfigurationDescription(versions(), keys(), ownership(), rateLimits(), stores());
	}

	private Versions versions() {
		return new Versions(LibraryVersion.read(), SpringBootVersion.getVersion(),
				SpringSecurityCoreVersion.getVersion(), Runtime.version().toString());
	}

	private Keys keys() {
		KeyReport report = this.beanFactory.getBean(KeyReport.class);
		List<Issuer> issuers = report.issuers();
		String decoder = originOf(JwtDecoder.class);
		if (issuers.isEmpty()) {
			return new Keys(null, null, List.of(), Set.of(), List.of(), decoder, List.of());
		}
		Issuer home = issuers.get(0);
		return new Keys(home.source(), home.issuer(), home.audiences(), home.algorithms(), home.keyIds(), decoder,
				issuers.subList(1, issuers.size()));
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

}
