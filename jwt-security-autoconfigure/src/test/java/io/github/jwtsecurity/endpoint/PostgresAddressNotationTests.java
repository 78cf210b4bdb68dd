package io.github.jwtsecurity.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresAddressNotationTests extends AddressNotationTests {

	private static final int INSTANCES = 3;

	PostgresAddressNotationTests() {
		super(TestDatabase::postgresql);
	}

	/**
	 * Guesses a password from several addresses, at three instances, each time with
	 * another notation.
	 */
	@Test
	void logInWhenGuessedInSeveralNotationsThenOneLimitForAll() {
		List<String> notations = List.of("eve@größe.example", "Eve@xn--gre-6ka8i.example", "EVE@GRÖßE.example",
				"eve@gro\u0308ße.example", "eve@XN--GRE-6KA8I.example");
		List<AccountApplication.Running> instances = IntStream.range(0, INSTANCES)
			.mapToObj((number) -> AccountApplication.start(database(), "spring.flyway.enabled=false",
					"jwt-security.rate-limit.enabled=true", "jwt-security.rate-limit.store=jdbc",
					"jwt-security.rate-limit.login.per-account=5/1h", "server.forward-headers-strategy=native"))
			.toList();
		try {
			assertThat(post(instances.get(0), "/api/auth/signup", notations.get(0), PASSWORD, 0).status())
				.isEqualTo(201);
			List<Integer> statuses = new ArrayList<>();
			for (int guess = 0; guess < 10; guess++) {
				statuses.add(post(instances.get(guess % INSTANCES), "/api/auth/login",
						notations.get(guess % notations.size()), "Wrong-horse-" + guess, guess)
					.status());
			}
			assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429, 429, 429, 429, 429);
		}
		finally {
			instances.forEach(AccountApplication.Running::close);
		}
	}

	private static Answer post(AccountApplication.Running instance, String path, String email, String password,
			int address) {
		return instance.http()
			.post(path, Map.of("email", email, "password", password), "X-Forwarded-For", "198.51.100." + address);
	}

}
