package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for attackers who end more sessions of their own accounts than are kept in
 * memory, so that requests of others query the database.
 */
class RevocationFloodTests {

	private static final int ATTACKERS = 4;

	private static final int ROUNDS = 5;

	private final MutableClock clock = new MutableClock();

	private final AtomicBoolean down = new AtomicBoolean();

	@Test
	void requestWhenMoreSessionsWereEndedThanFitThenOnlyOldTokensNeedTheDatabase() {
		LibraryContext.runnerWithServer()
			.withUserConfiguration(Controller.class)
			.withBean(Clock.class, () -> this.clock)
			.withInitializer(this::keepTen)
			.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true",
					"jwt-security.rate-limit.enabled=false")
			.run((context) -> {
				WebServerApplicationContext server = (WebServerApplicationContext) context
					.getSourceApplicationContext();
				flood(server.getWebServer().getPort(), context.getBean(RevocationView.class));
			});
	}

	private void flood(int port, RevocationView view) throws Exception {
		JsonHttp http = new JsonHttp(port);
		Answer old = send(http, "signup", "old");
		List<Answer> attackers = IntStream.range(0, ATTACKERS)
			.mapToObj((number) -> send(http, "signup", "attacker-" + number))
			.toList();
		this.clock.advance(Duration.ofMinutes(1));
		List<Answer> ended = Race
			.run(ATTACKERS,
					(number) -> IntStream.range(0, ROUNDS)
						.mapToObj((round) -> logInAndOut(new JsonHttp(port), "attacker-" + number))
						.toList())
			.stream()
			.flatMap(List::stream)
			.toList();
		assertThat(view.isComplete()).isFalse();
		this.clock.advance(Duration.ofMinutes(2));
		Answer recent = send(http, "signup", "recent");
		assertThat(items(http, old).status()).isEqualTo(200);
		assertThat(items(http, recent).status()).isEqualTo(200);
		assertThat(ended).hasSize(ATTACKERS * ROUNDS)
			.allSatisfy((answer) -> items(http, answer).refused(401, "token_invalid"));
		assertThat(attackers).allSatisfy((answer) -> assertThat(items(http, answer).status()).isEqualTo(200));
		this.down.set(true);
		assertThat(items(http, recent).status()).isEqualTo(200);
		items(http, old).refused(503, "keys_unavailable");
		assertThat(ended).allSatisfy((answer) -> items(http, answer).refused(401, "token_invalid"));
	}

	private static Answer logInAndOut(JsonHttp http, String name) {
		Answer session = send(http, "login", name);
		assertThat(http.post("/api/auth/logout", "", session.bearer()).status()).isEqualTo(204);
		return session;
	}

	private static Answer send(JsonHttp http, String path, String name) {
		return http.post("/api/auth/" + path, Map.of("email", name + "@example.com", "password", "Correct-horse-1"));
	}

	private static Answer items(JsonHttp http, Answer user) {
		return http.get("/api/" + user.userId() + "/items", user.bearer());
	}

	/**
	 * Replaces the view by one with a capacity of ten sessions, for which the database
	 * can be switched off.
	 */
	private void keepTen(ConfigurableApplicationContext context) {
		BeanFactory beanFactory = context.getBeanFactory();
		context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof RevocationView) ? new RevocationView(
						TestSessions.failing(beanFactory.getBean(SessionRepository.class),
								RevocationFloodTests.this.down),
						beanFactory.getBean(SessionWatch.class), beanFactory.getBean(SessionProperties.class),
						beanFactory.getBean(AccessTokenLifetime.class), RevocationFloodTests.this.clock,
						new RevocationView.Limits(10, Duration.ofHours(1))) : bean;
			}

		});
	}

	@RestController
	static class Controller {

		@GetMapping("/api/{user_id}/items")
		String items(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

	}

}
