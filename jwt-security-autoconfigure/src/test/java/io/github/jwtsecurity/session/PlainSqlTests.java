package io.github.jwtsecurity.session;

import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for statements of an operator that delete or disable accounts and sessions, with
 * two instances on one database. The first instance knows the sessions.
 */
public abstract class PlainSqlTests {

	private final TestDatabase database;

	protected PlainSqlTests(Supplier<TestDatabase> newDatabase) {
		this.database = newDatabase.get().withTables();
	}

	@Test
	void deleteUserThenAccessTokensAreRefused() throws Exception {
		run((one, other) -> {
			Answer user = one.signUp("alice");
			Answer bystander = one.signUp("bob");
			one.accepts(user);
			other.accepts(bystander);
			this.database.execute("DELETE FROM jwt_security_user WHERE id = '" + user.userId() + "'");
			one.accepts(user);
			one.refresh();
			one.refuses(user);
			other.refuses(user);
			one.accepts(bystander);
			other.accepts(bystander);
		});
	}

	@Test
	void disableUserThenAccessTokensAreRefusedUntilEnabled() throws Exception {
		run((one, other) -> {
			Answer user = one.signUp("alice");
			one.accepts(user);
			other.accepts(user);
			this.database.execute("UPDATE jwt_security_user SET enabled = FALSE WHERE id = '" + user.userId() + "'");
			other.accepts(user);
			one.refresh();
			other.refresh();
			one.refuses(user);
			other.refuses(user);
			this.database.execute("UPDATE jwt_security_user SET enabled = TRUE WHERE id = '" + user.userId() + "'");
			one.refuses(user);
			one.refresh();
			other.refresh();
			one.accepts(user);
			other.accepts(user);
		});
	}

	@Test
	void deleteSessionThenItsAccessTokensAreRefused() throws Exception {
		run((one, other) -> {
			Answer user = one.signUp("alice");
			Answer device = one.logIn("alice");
			one.accepts(user);
			other.accepts(user);
			String id = TestTokens.payload(user.token()).path("sid").asString();
			this.database.execute("DELETE FROM jwt_security_session WHERE id = '" + id + "'");
			other.accepts(user);
			one.refresh();
			other.refresh();
			one.refuses(user);
			other.refuses(user);
			one.accepts(device);
			other.accepts(device);
		});
	}

	@Test
	void deleteAllSessionsThenEveryInstanceRefusesAndLoginWorks() throws Exception {
		run((one, other) -> {
			Answer user = one.signUp("alice");
			other.accepts(user);
			this.database.execute("DELETE FROM jwt_security_session");
			one.refresh();
			other.refresh();
			one.refuses(user);
			other.refuses(user);
			Answer again = other.logIn("alice");
			one.accepts(again);
			other.accepts(again);
		});
	}

	@Test
	void refreshTokensThenNewAccessTokensAreAcceptedAndStillNoticed() throws Exception {
		run((one, other) -> {
			Answer user = one.signUp("alice");
			Answer refreshed = other.http.post("/api/auth/refresh",
					Map.of("refresh_token", user.json().path("refresh_token").asString()));
			one.accepts(refreshed);
			other.accepts(refreshed);
			this.database.execute("DELETE FROM jwt_security_session");
			one.refresh();
			other.refresh();
			one.refuses(refreshed);
			other.refuses(refreshed);
		});
	}

	private void run(Scenario scenario) {
		MutableClock clock = new MutableClock();
		runInstance(clock, (one) -> runInstance(clock, (other) -> scenario.run(one, other)));
	}

	private void runInstance(Clock clock, Consumer consumer) {
		LibraryContext.runnerWithServer()
			.withUserConfiguration(Controller.class)
			.withBean(Clock.class, () -> clock)
			.withPropertyValues(this.database.properties())
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true",
					"jwt-security.sessions.revocation-delay=1m", "jwt-security.rate-limit.enabled=false",
					"spring.datasource.hikari.maximum-pool-size=3")
			.run((context) -> consumer.accept(Instance.of(context)));
	}

	private interface Consumer {

		void accept(Instance instance) throws Exception;

	}

	private interface Scenario {

		void run(Instance one, Instance other) throws Exception;

	}

	/**
	 * An instance of the application, which reads the state of the sessions on demand
	 * only, since its revocation delay is longer than a test.
	 *
	 * @param http the client of the instance
	 * @param view the view of the instance
	 */
	private record Instance(JsonHttp http, RevocationView view) {

		static Instance of(AssertableWebApplicationContext context) {
			WebServerApplicationContext server = (WebServerApplicationContext) context.getSourceApplicationContext();
			return new Instance(new JsonHttp(server.getWebServer().getPort()), context.getBean(RevocationView.class));
		}

		Answer signUp(String name) {
			return post("signup", name);
		}

		Answer logIn(String name) {
			return post("login", name);
		}

		private Answer post(String path, String name) {
			Answer answer = this.http.post("/api/auth/" + path,
					Map.of("email", name + "@example.com", "password", "Correct-horse-1"));
			assertThat(answer.status()).isBetween(200, 201);
			return answer;
		}

		void refresh() {
			this.view.refresh();
		}

		void accepts(Answer user) {
			assertThat(items(user).status()).isEqualTo(200);
		}

		void refuses(Answer user) {
			items(user).refused(401, "token_invalid");
		}

		private Answer items(Answer user) {
			return this.http.get("/api/" + user.userId() + "/items", user.bearer());
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/api/{user_id}/items")
		String items(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

}
