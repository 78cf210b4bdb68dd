package io.github.jwtsecurity.sample;

import java.time.Duration;

import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Logs a token to try the API with. Only a token of a generated secret may appear in a
 * log: it is worthless outside this run.
 */
@Component
@ConditionalOnBooleanProperty("jwt-security.generate-secret")
final class DevelopmentToken {

	private static final Log logger = LogFactory.getLog(DevelopmentToken.class);

	private static final Duration LIFETIME = Duration.ofHours(24);

	private final ObjectProvider<AccessTokenIssuer> issuer;

	private final Environment environment;

	DevelopmentToken(ObjectProvider<AccessTokenIssuer> issuer, Environment environment) {
		this.issuer = issuer;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void log() {
		String port = this.environment.getProperty("local.server.port");
		if (port != null && !StringUtils.hasText(this.environment.getProperty("jwt-security.secret"))) {
			this.issuer.ifAvailable((issuer) -> log(issuer, port));
		}
	}

	private void log(AccessTokenIssuer issuer, String port) {
		String token = issuer.issue("demo", "demo@example.com", LIFETIME).getTokenValue();
		String contextPath = this.environment.getProperty("server.servlet.context-path", "");
		logger.info(
				"Development token for user 'demo': try  curl -H 'Authorization: Bearer %s' http://localhost:%s%s/api/demo/tasks"
					.formatted(token, port, contextPath));
	}

}
