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
import io.github.jwtsecurity.token.KeyReport.Issuer;
import io.github.jwtsecurity.token.TokenDiagnosis;
import io.github.jwtsecurity.token.TokenDoctor;
import io.github.jwtsecurity.web.BeanOwner;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * An Actuator endpoint that describes the effective configuration to operators, without
 * information that helps to forge a token or to find a user, and calls no external
 * service. If write access is permitted, the endpoint also examines a token, for which it
 * verifies the token as a request does.
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

	/**
	 * Examines a token. It is accepted in the body only, because addresses are logged.
	 * @param token the token, of any type, because an error of a conversion would quote
	 * it
	 * @return the result of each check
	 */
	@WriteOperation
	TokenDiagnosis examine(Object token) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getRequest().getQueryString() != null) {
			throw new InvalidEndpointRequestException("A token must not be in a query", "Send the token in the body");
		}
		if (!(token instanceof String text)) {
			throw new InvalidEndpointRequestException("The token is not a text", "Send the token as a text");
		}
		TokenDoctor doctor = this.beanFactory.getBeanProvider(TokenDoctor.class).getIfAvailable();
		if (doctor == null) {
			throw new InvalidEndpointRequestException("The decoder is a bean of the application",
					"Only the decoder of the library can explain a refusal");
		}
		return doctor.examine(text);
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

	/**
	 * A description of the effective configuration.
	 *
	 * @param versions the versions of the software
	 * @param keys the keys that verify tokens
	 * @param ownership the routes by the verdict of the user id rule, {@code null} if the
	 * rule is disabled
	 * @param rateLimits the limits of attempts, {@code null} without accounts
	 * @param stores the stores of accounts, sessions and audit records
	 */
	record Description(Versions versions, Keys keys, @Nullable Ownership ownership, @Nullable RateLimits rateLimits,
			Stores stores) {
	}

	/**
	 * The versions of the running software.
	 *
	 * @param library the version of this library
	 * @param springBoot the version of Spring Boot
	 * @param springSecurity the version of Spring Security
	 * @param java the version of Java
	 */
	record Versions(String library, String springBoot, @Nullable String springSecurity, String java) {
	}

	/**
	 * The keys that verify tokens.
	 *
	 * @param source the key source of the home issuer, {@code null} if there is none
	 * @param issuer the accepted issuer, {@code null} if it is not checked
	 * @param audiences the accepted audiences, empty if they are not checked
	 * @param algorithms the accepted algorithms of the home issuer
	 * @param keyIds the ids of the keys of the home issuer that are known now
	 * @param decoder the owner of the decoder, the library or the application
	 * @param issuers the further issuers
	 */
	record Keys(@Nullable String source, @Nullable String issuer, List<String> audiences, Set<String> algorithms,
			List<String> keyIds, @Nullable String decoder, List<Issuer> issuers) {
	}

	/**
	 * The routes by the verdict of the user id rule.
	 *
	 * @param guarded the guarded routes
	 * @param withoutUserId the routes without a path variable for a user id, including
	 * routes with a variable that looks like one
	 * @param uninspectable the routes whose paths cannot be read or guarded
	 */
	record Ownership(List<Route> guarded, List<Route> withoutUserId, List<Route> uninspectable) {
	}

	/**
	 * A route and the reason for its verdict.
	 *
	 * @param route the methods and the path pattern
	 * @param reason the reason for the verdict
	 */
	record Route(String route, String reason) {
	}

	/**
	 * The limits of attempts.
	 *
	 * @param store the store of the remaining attempts
	 * @param limits the limits by name
	 */
	record RateLimits(String store, Map<String, String> limits) {
	}

	/**
	 * The stores of the service.
	 *
	 * @param accounts the store of accounts, {@code null} without accounts
	 * @param sessions the store of sessions, {@code null} without accounts
	 * @param audit the stores of the audit trail
	 */
	record Stores(@Nullable String accounts, @Nullable String sessions, List<String> audit) {
	}

}
