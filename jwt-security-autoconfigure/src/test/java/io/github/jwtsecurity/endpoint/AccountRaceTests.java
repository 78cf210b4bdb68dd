package io.github.jwtsecurity.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.github.jwtsecurity.Alone;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.JwtSecurityEvent.SignedUp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for many concurrent signups with one email address, over HTTP, on each database.
 */
@Alone
class AccountRaceTests {

	private static final int THREADS = 50;

	@ParameterizedTest
	@EnumSource
	void signUpWhenFiftyThreadsThenOneAccount(Database database) throws Exception {
		try (AccountApplication.Running application = AccountApplication.start(database.supplier.get(),
				"spring.flyway.enabled=false")) {
			List<Answer> answers = race(application.http());
			assertThat(answers).extracting(Answer::status).containsOnly(201, 409).containsOnlyOnce(201);
			answers.stream()
				.filter((answer) -> answer.status() == 409)
				.forEach((answer) -> answer.refused(409, "email_taken"));
			assertThat(application.events()).singleElement().isInstanceOf(SignedUp.class);
			assertThat(application.context()
				.getBean(JdbcClient.class)
				.sql("SELECT COUNT(*) FROM jwt_security_user")
				.query(Integer.class)
				.single()).isOne();
		}
	}

	private static List<Answer> race(JsonHttp http) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		ExecutorService clients = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<Answer>> attempts = new ArrayList<>();
			for (int number = 0; number < THREADS; number++) {
				String email = (number % 2 == 0) ? "alice@example.com" : "ALICE@Example.com";
				attempts.add(() -> {
					start.await();
					return http.post("/api/auth/signup", Map.of("email", email, "password", "Correct-horse-1"));
				});
			}
			List<Answer> answers = new ArrayList<>();
			for (Future<Answer> answer : clients.invokeAll(attempts)) {
				answers.add(answer.get());
			}
			return answers;
		}
		finally {
			clients.shutdownNow();
		}
	}

	/** The database with the accounts. */
	enum Database {

		H2(TestDatabase::h2), POSTGRESQL(TestDatabase::postgresql), MARIADB(TestDatabase::mariadb);

		private final Supplier<TestDatabase> supplier;

		Database(Supplier<TestDatabase> supplier) {
			this.supplier = supplier;
		}

	}

}
