package io.github.jwtsecurity.mail;

import org.springframework.context.ApplicationContext;

/**
 * A factory of one-time tokens for the tests of other packages.
 */
public final class OneTimeTokenFactory {

	private OneTimeTokenFactory() {
	}

	public static String issue(ApplicationContext application, TokenPurpose purpose, String userId, String email) {
		return application.getBean(OneTimeTokens.class).issue(purpose, userId, email);
	}

}
