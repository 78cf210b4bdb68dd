package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwtsecurity.token.KeyReport.Issuer;
import org.jspecify.annotations.Nullable;

/**
 * A description of the effective configuration, as the Actuator endpoint returns it.
 *
 * @param versions the versions of the software
 * @param keys the keys that verify tokens
 * @param ownership the routes by the verdict of the user id rule, {@code null} if the
 * rule is disabled
 * @param rateLimits the limits of attempts, {@code null} without accounts
 * @param stores the stores of accounts, sessions and audit records
 */
record ConfigurationDescription(Versions versions, Keys keys, @Nullable Ownership ownership,
		@Nullable RateLimits rateLimits, Stores stores) {

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
