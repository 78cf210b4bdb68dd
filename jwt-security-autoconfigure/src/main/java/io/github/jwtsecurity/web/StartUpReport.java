package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.ownership.UserIdPathAuthorizationManager;
import io.github.jwtsecurity.token.KeyReport;
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
		if (this.keys.source() == null) {
			logger.info("Tokens are verified by a JwtDecoder of the application; " + accountEndpoints);
			return;
		}
		logger.info("Tokens are verified by %s, key ids %s, algorithms %s, issuer %s, audiences %s; %s".formatted(
				this.keys.source(), orElse(this.keys.keyIds(), "not known yet"), this.keys.algorithms(),
				(this.keys.issuer() != null) ? this.keys.issuer() : "not checked",
				orElse(this.keys.audiences(), "not checked"), accountEndpoints));
		if (this.keys.isAsymmetric() && this.keys.issuer() == null && this.keys.audiences().isEmpty()) {
			logger
				.warn("Neither jwt-security.issuer nor jwt-security.audiences is set: every token that the issuer's keys"
						+ " have signed is accepted, including tokens for other services and ID tokens of other clients. Set both.");
		}
	}

	private static String orElse(List<String> texts, String none) {
		return texts.isEmpty() ? none : texts.toString();
	}

}
