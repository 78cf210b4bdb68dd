package io.github.jwtsecurity.account.password;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.TestTimeLimit;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link HashGateMetrics} with a real gate.
 */
class HashGateMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final CountDownLatch release = new CountDownLatch(1);

	private final TestTimeLimit time = new TestTimeLimit();

	private HashGate gate = gate(Duration.ofMinutes(5));

	@AfterEach
	void close() {
		this.release.countDown();
		this.gate.close();
	}

	@Test
	void bindToWhenNobodyCameThenAllIsZero() {
		assertThat(gauge("queued")).isZero();
		assertThat(gauge("active")).isZero();
		assertThat(timeouts()).isZero();
		assertThat(waited().count()).isZero();
		assertThat(waited().totalTime(TimeUnit.NANOSECONDS)).isZero();
	}

	@Test
	void submitWhenOthersWaitThenQueueAndWait() {
		CompletableFuture<Integer> first = occupy();
		CompletableFuture<Integer> second = this.gate.submit(Set.of(), () -> 2);
		CompletableFuture<Integer> third = this.gate.submit(Set.of(), () -> 3);
		long queued = System.nanoTime();
		assertThat(gauge("active")).isOne();
		assertThat(gauge("queued")).isEqualTo(2);
		assertThat(waited().count()).isOne();
		double before = waited().totalTime(TimeUnit.NANOSECONDS);
		long atLeast = System.nanoTime() - queued;
		this.release.countDown();
		CompletableFuture.allOf(first, second, third).join();
		assertThat(gauge("queued")).isZero();
		assertThat(gauge("active")).isZero();
		assertThat(waited().count()).isEqualTo(3);
		assertThat(waited().totalTime(TimeUnit.NANOSECONDS) - before).isGreaterThanOrEqualTo(2 * atLeast);
		assertThat(timeouts()).isZero();
	}

	@Test
	void submitWhenHashFailsThenItHasPassed() {
		assertThatThrownBy(this.gate.submit(Set.of(), () -> {
			throw new IllegalStateException();
		})::join).hasCauseInstanceOf(IllegalStateException.class);
		assertThat(waited().count()).isOne();
		assertThat(timeouts()).isZero();
	}

	@Test
	void submitWhenTurnDoesNotComeInTimeThenATimeoutAndNoWait() {
		CompletableFuture<Integer> first = occupy();
		CompletableFuture<Integer> second = this.gate.submit(Set.of(), () -> 2);
		CompletableFuture<Integer> third = this.gate.submit(Set.of(), () -> 3);
		this.time.end();
		assertRefused(second);
		assertRefused(third);
		this.release.countDown();
		first.join();
		assertThat(timeouts()).isEqualTo(2);
		assertThat(waited().count()).isOne();
	}

	@Test
	void submitWhenNoWaitIsAllowedThenATimeout() {
		this.gate = gate(Duration.ZERO);
		occupy();
		assertRefused(this.gate.submit(Set.of(), () -> 2));
		assertThat(timeouts()).isOne();
		assertThat(gauge("queued")).isZero();
	}

	@Test
	void closeThenWhoWaitsAndWhoComesIsATimeout() {
		CompletableFuture<Integer> first = occupy();
		CompletableFuture<Integer> second = this.gate.submit(Set.of(), () -> 2);
		this.gate.close();
		assertRefused(this.gate.submit(Set.of(), () -> 3));
		assertThat(timeouts()).isOne();
		this.release.countDown();
		first.join();
		assertRefused(second);
		assertThat(timeouts()).isEqualTo(2);
		assertThat(waited().count()).isOne();
	}

	private HashGate gate(Duration timeout) {
		this.registry.clear();
		HashGate created = new HashGate(1, timeout, this.time);
		new HashGateMetrics(created).bindTo(this.registry);
		return created;
	}

	private CompletableFuture<Integer> occupy() {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Integer> result = this.gate.submit(Set.of(), () -> {
			begun.countDown();
			await(this.release);
			return 1;
		});
		await(begun);
		return result;
	}

	private double gauge(String name) {
		return this.registry.get("jwtsecurity.password.hash." + name).gauge().value();
	}

	private double timeouts() {
		return this.registry.get("jwtsecurity.password.hash.timeouts").functionCounter().count();
	}

	private FunctionTimer waited() {
		return this.registry.get("jwtsecurity.password.hash.wait").functionTimer();
	}

	private static void assertRefused(CompletableFuture<Integer> result) {
		assertThatThrownBy(result::join).hasCauseInstanceOf(HashQueueTimeoutException.class);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
