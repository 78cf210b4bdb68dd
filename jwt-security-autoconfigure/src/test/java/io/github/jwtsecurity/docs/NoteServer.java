package io.github.jwtsecurity.docs;

import java.util.stream.Stream;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The example application on a port of its own, with what an example adds to it.
 */
final class NoteServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final RawHttp http;

	private NoteServer(ConfigurableApplicationContext context) {
		this.context = context;
		this.http = new RawHttp(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	static NoteServer start(Class<?> example, String... properties) {
		Stream<String> defaults = Stream.of("server.port=0", "spring.main.banner-mode=off",
				"jwt-security.secret=" + TestTokens.SECRET);
		return new NoteServer(new SpringApplicationBuilder(NoteApplication.class, example)
			.run(Stream.concat(defaults, Stream.of(properties)).map((value) -> "--" + value).toArray(String[]::new)));
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
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

}
