package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.ownership.UserIdPathAuthorizationManager;
import io.github.jwtsecurity.token.KeyReport;
import io.github.jwtsecurity.token.KeyReport.Issuer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * A report at start-up of the keys and rules for the verification of tokens, and of the
 * path of the account endpoints. It warns of settings that may let one user act as
 * another.
 */
final class StartUpReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(StartUpReport.class);

	private final KeyReport keys;

	private final ObjectProvider<FilterChainExtension> extensions;

	private final ObjectProvider<UserIdPathAuthorizationManager> ownership;

	StartUpReport(KeyReport keys, ObjectProvider<FilterChainExtension> extensions,
			ObjectProvider<UserIdPathAuthorizationManager> ownership) {
		this.keys = keys;
		this.extensions = extensions;
		this.ownership = ownership;
	}

	@Override
	public void afterSingletonsInstantiated() {
		reportKeys();
		if (this.ownership.stream().findAny().isEmpty()) {
			logger.warn(
					"jwt-security.ownership.enabled is false: paths with a user id are open to the tokens of all users");
		}
		if (SecurityContextHolder.getContextHolderStrategy().getClass().getSimpleName().startsWith("Inheritable")) {
			logger
				.warn("The strategy of SecurityContextHolder is MODE_INHERITABLETHREADLOCAL: a pooled thread keeps the"
						+ " user that it has inherited, so that work for one user may run as another. Use a task decorator instead.");
		}
	}

	private void reportKeys() {
		String accountEndpoints = this.extensions.stream()
			.map(FilterChainExtension::description)
			.findFirst()
			.orElse("no accounts");
		if (this.keys.issuers().isEmpty()) {
			logger.info("Tokens are verified by a JwtDecoder of the application; " + accountEndpoints);
			return;
		}
		Issuer home = this.keys.issuers().get(0);
		List<Issuer> others = this.keys.issuers().subList(1, this.keys.issuers().size());
		logger.info("Tokens are verified by %s; %s".formatted(describe(home), accountEndpoints));
		others.forEach(StartUpReport::report);
		if (home.issuer() != null || home.hasOwnKeys()) {
			return;
		}
		if (!others.isEmpty()) {
			logger.warn("jwt-security.issuer is not set: since there are further issuers, a token of the home issuer"
					+ " is accepted only without the claim 'iss'. Set it to the 'iss' claim of its tokens.");
		}
		else if (home.audiences().isEmpty()) {
			logger
				.warn("Neither jwt-security.issuer nor jwt-security.audiences is set: every token that the issuer's keys"
						+ " have signed is accepted, including tokens for other services and ID tokens of other clients. Set both.");
		}
	}

	private static void report(Issuer issuer) {
		logger.info("Tokens of the issuer '%s' are verified by %s".formatted(issuer.name(), describe(issuer)));
		if (issuer.userIdPrefix().isEmpty()) {
			logger
				.warn(("jwt-security.issuers.%s.user-id-prefix is empty: a token of this issuer acts as the user of the"
						+ " home issuer who has the same user id")
					.formatted(issuer.name()));
		}
	}

	private static String describe(Issuer issuer) {
		return "%s, key ids %s, algorithms %s, issuer %s, audiences %s".formatted(issuer.source(),
				orElse(issuer.keyIds(), "not known yet"), issuer.algorithms(),
				(issuer.issuer() != null) ? issuer.issuer() : "not checked", orElse(issuer.audiences(), "not checked"));
	}

	private static String orElse(List<String> texts, String none) {
		return texts.isEmpty() ? none : texts.toString();
	}

}
