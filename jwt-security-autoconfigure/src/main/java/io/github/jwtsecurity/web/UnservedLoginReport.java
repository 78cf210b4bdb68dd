package io.github.jwtsecurity.web;

import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A report of OAuth2 clients whose login has no endpoints: Spring Boot adds them only to
 * an application without filter chains.
 */
final class UnservedLoginReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnservedLoginReport.class);

	private static final String REGISTRATIONS = "spring.security.oauth2.client.registration";

	private static final String GRANT_TYPE = "authorizationGrantType";

	/** The name of the filter that starts logins. Its module may be missing. */
	static final String LOGIN_FILTER = "org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter";

	private final ListableBeanFactory beanFactory;

	private final Binder binder;

	UnservedLoginReport(ListableBeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.binder = Binder.get(environment);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> clients = clientsWithLogin();
		List<SecurityFilterChain> chains = new FilterChains(this.beanFactory).all();
		if (!clients.isEmpty() && chains != null && chains.stream().noneMatch(UnservedLoginReport::startsLogins)) {
			logger.warn(("The login with the OAuth2 clients %s has no endpoints, since Spring Boot adds them only to an"
					+ " application without a SecurityFilterChain. Declare a SecurityFilterChain with the line"
					+ " http.oauth2Login(Customizer.withDefaults()) for /oauth2/authorization/* and /login/oauth2/code/*.")
				.formatted(clients));
		}
	}

	/**
	 * Returns the names of the clients that log users in. Other clients get tokens for
	 * the service itself.
	 */
	private List<String> clientsWithLogin() {
		return this.binder.bind(REGISTRATIONS, Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.entrySet()
			.stream()
			.filter((client) -> client.getValue() instanceof Map<?, ?> registration && hasLogin(registration))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	/**
	 * Returns whether users log in with a client. The keys of the map keep the notation
	 * of the configuration, such as {@code authorizationGrantType}.
	 */
	private static boolean hasLogin(Map<?, ?> registration) {
		return registration.entrySet()
			.stream()
			.filter((property) -> property.getKey().toString().replaceAll("[-_]", "").equalsIgnoreCase(GRANT_TYPE))
			.allMatch((property) -> property.getValue().equals("authorization_code"));
	}

	private static boolean startsLogins(SecurityFilterChain chain) {
		return chain.getFilters().stream().anyMatch((filter) -> filter.getClass().getName().equals(LOGIN_FILTER));
	}

}
