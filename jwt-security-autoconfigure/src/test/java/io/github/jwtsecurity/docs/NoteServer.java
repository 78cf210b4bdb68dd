package io.github.jwtsecurity.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.endpoint.InstantRefusals;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * The example application on a free port, with the beans of an example.
 */
final class NoteServer implements AutoCloseable {

	/**
	 * The property of an application that has not only the
	 * {@link LibraryAutoConfigurations}, but all on the class path of the tests.
	 */
	static final String ALL_AUTO_CONFIGURATIONS = EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY + "=true";

	private final ConfigurableApplicationContext context;

	private final RawHttp http;

	private final JsonHttp json;

	private NoteServer(ConfigurableApplicationContext context) {
		this.context = context;
		this.http = new RawHttp(port());
		this.json = new JsonHttp(port());
	}

	/**
	 * Starts the application. If a property is given more than once, the last value
	 * counts.
	 */
	static NoteServer start(Class<?> example, String... properties) {
		Stream<String> defaults = Stream.of("server.port=0", "spring.main.banner-mode=off",
				EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY + "=false",
				"jwt-security.secret=" + TestTokens.SECRET);
		Map<String, String> arguments = new LinkedHashMap<>();
		Stream.concat(defaults, Stream.of(properties))
			.forEach((property) -> arguments.put(property.split("=", 2)[0], "--" + property));
		return new NoteServer(new SpringApplicationBuilder(NoteApplication.class, Library.class, example)
			.initializers(new InstantHashes(), new InstantRefusals())
			.run(arguments.values().toArray(String[]::new)));
	}

	/**
	 * Starts the application with accounts, in a separate database.
	 */
	static NoteServer startWithAccounts(Class<?> example, String... properties) {
		Stream<String> defaults = Stream.of("jwt-security.accounts.enabled=true",
				"jwt-security.rate-limit.enabled=false");
		return start(example, Stream.concat(defaults, Stream.of(properties)).toArray(String[]::new));
	}

	ApplicationContext context() {
		return this.context;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	<T> T bean(String name, Class<T> type) {
		return this.context.getBean(name, type);
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	RawHttp http() {
		return this.http;
	}

	JsonHttp json() {
		return this.json;
	}

	Response get(String path) {
		return this.http.get(path);
	}

	Response get(String path, String token) {
		return this.http.get(path, "Authorization: Bearer " + token);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	static class Library {

	}

}
