package io.github.jwtsecurity.account;

import org.springframework.context.ApplicationContext;

/**
 * The deletion of unverified accounts by an application, without its timer.
 */
public final class TestAccountCleaning {

	private TestAccountCleaning() {
	}

	public static void clean(ApplicationContext application) {
		application.getBean(UnverifiedAccountCleaner.class).clean();
	}

}
