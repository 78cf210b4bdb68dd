package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.password.InstantHashes;
import io.github.jwtsecurity.event.JwtSecurityEvent;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * An application with accounts, and with an exception handler that catches everything.
 */
@Configuration(proxyBeanMethods = false)
@LibraryAutoConfigurations
@Import({ AccountApplication.Controller.class, AccountApplication.CatchAll.class })
public class AccountApplication {

	@Bean
	Events events() {
		return new Events();
	}

	/**
	 * Starts the application on a database, and creates its tables. Passwords are hashed
	 * with a cheap encoder, and refusals are not delayed.
	 */
	public static Running start(TestDatabase database, String... properties) {
		return start(database, new Class<?>[0], properties);
	}

	public static Running start(TestDatabase database, Class<?>[] more, String... properties) {
		return start(database, more, (context) -> {
		}, properties);
	}

	public static Running start(TestDatabase database, Class<?>[] more,
			ApplicationContextInitializer<GenericApplicationContext> initializer, String... properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(AccountApplication.class).sources(more)
			.initializers(new InstantHashes(), new InstantRefusals(), initializer)
			.properties("server.port=0", "jwt-security.accounts.enabled=true", "jwt-security.rate-limit.enabled=false",
					"jwt-security.secret=" + TestTokens.SECRET, "jwt-security.jdbc.initialize-schema=always")
			.properties(database.properties())
			.properties(properties)
			.run();
		return new Running(context);
	}

	/**
	 * A running application.
	 *
	 * @param context the application context
	 */
	public record Running(ConfigurableApplicationContext context) implements AutoCloseable {

		public int port() {
			return ((WebServerApplicationContext) this.context).getWebServer().getPort();
		}

		public JsonHttp http() {
			return new JsonHttp(port());
		}

		public List<JwtSecurityEvent> events() {
			return this.context.getBean(Events.class).all;
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	public static final class Events {

		private final List<JwtSecurityEvent> all = new CopyOnWriteArrayList<>();

		@EventListener
		void on(JwtSecurityEvent event) {
			this.all.add(event);
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/api/{user_id}/items")
		String items(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

	@RestControllerAdvice
	static class CatchAll {

		@ExceptionHandler
		String any(Exception exception) {
			return "caught " + exception.getClass().getName();
		}

	}

}
