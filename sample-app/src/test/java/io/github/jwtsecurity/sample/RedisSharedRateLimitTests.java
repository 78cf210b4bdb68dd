package io.github.jwtsecurity.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.docs.RedisRateLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for rate limits in Redis as configured in {@code docs/rate-limits.md}, including
 * outages of Redis.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisSharedRateLimitTests extends SharedRateLimitTests {

	private static final String BEGIN = "The shared rate limits cannot be used";

	private static final String END = "The shared rate limits can be used again";

	/** A deadline that is much longer than necessary, since the machine may be busy. */
	private static final Duration DEADLINE = Duration.ofMinutes(2);

	@TempDir
	private static Path directory;

	private RedisServer redis;

	@Override
	String[] startStore() {
		RedisServer.assumeInstalled();
		this.redis = RedisServer.start(directory);
		return new String[] { "--spring.main.sources=" + RedisRateLimits.class.getName(),
				"--REDIS_URL=" + this.redis.url() };
	}

	@Override
	void stopStore() {
		if (this.redis != null) {
			this.redis.close();
		}
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES)
	void eachInstanceLimitsByItselfWhileRedisIsDown(CapturedOutput output) throws Exception {
		String email = Accounts.newEmail();
		signUp(email);
		this.redis.close();
		assertEachLimitsByItself(email, output);
		this.redis = RedisServer.start(directory, this.redis.port());
		awaitShared(output);
		assertLimitedTogether();
	}

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES)
	void eachInstanceLimitsByItselfWhileRedisDoesNotAnswer(CapturedOutput output) throws Exception {
		String email = Accounts.newEmail();
		signUp(email);
		this.redis.pause();
		assertEachLimitsByItself(email, output);
		this.redis.resume();
		awaitShared(output);
		assertLimitedTogether();
	}

	private void assertEachLimitsByItself(String email, CapturedOutput output) throws Exception {
		String other = Accounts.newEmail();
		signUp(other);
		ExecutorService executor = Executors.newFixedThreadPool(instances().size());
		try {
			List<Callable<Void>> calls = new ArrayList<>();
			for (PostgresInstance instance : instances()) {
				calls.add(() -> {
					assertLimitsByItself(instance, email, other);
					return null;
				});
			}
			for (Future<Void> call : executor.invokeAll(calls)) {
				call.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(output.toString().lines().filter((line) -> line.contains(BEGIN))).hasSize(instances().size())
			.allMatch((line) -> line.contains(" WARN "));
	}

	private static void assertLimitsByItself(PostgresInstance instance, String email, String other) {
		for (int i = 0; i < PER_ACCOUNT; i++) {
			Problems.assertProblem(instance.accounts().from(Accounts.newAddress()).post("login", email, WRONG),
					HttpStatus.UNAUTHORIZED, "invalid_credentials");
		}
		Accounts accounts = instance.accounts().from(Accounts.newAddress());
		assertLimited(accounts.post("login", email, Accounts.PASSWORD));
		accounts.post("login", other, Accounts.PASSWORD).expectStatus().isOk();
	}

	/**
	 * Waits until each instance uses the shared limits again, which requires requests.
	 */
	private void awaitShared(CapturedOutput output) {
		Awaitility.await().atMost(DEADLINE).untilAsserted(() -> {
			for (Accounts accounts : everywhere()) {
				Problems.assertProblem(accounts.post("login", Accounts.newEmail(), WRONG), HttpStatus.UNAUTHORIZED,
						"invalid_credentials");
			}
			assertThat(output.toString().lines().filter((line) -> line.contains(END))).hasSize(instances().size());
		});
	}

}
