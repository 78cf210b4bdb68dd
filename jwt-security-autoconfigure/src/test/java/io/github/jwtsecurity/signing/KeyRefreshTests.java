package io.github.jwtsecurity.signing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyRefresh}.
 */
class KeyRefreshTests {

	/** A time that is longer than any test. */
	private static final Duration FOREVER = Duration.ofHours(1);

	/** On two processors, only one task of the common pool may block. */
	private static final Executor OWN_THREAD = (task) -> new Thread(task).start();

	private final AtomicInteger reads = new AtomicInteger();

	private final CountDownLatch hanging = new CountDownLatch(1);

	@Test
	void awaitThenReadsEachTime() {
		KeyRefresh refresh = new KeyRefresh(this.reads::incrementAndGet);
		assertThat(refresh.await(FOREVER)).isTrue();
		assertThat(refresh.await(FOREVER)).isTrue();
		assertThat(this.reads).hasValue(2);
	}

	@Test
	void awaitWhenReadHangsThenOnlyTheFirstRequestWaits() {
		KeyRefresh refresh = new KeyRefresh(this::hang);
		assertThat(refresh.await(Duration.ofMillis(1))).isFalse();
		Awaitility.await().until(() -> this.reads.get() == 1);
		assertThat(refresh.await(FOREVER)).isFalse();
		assertThat(refresh.await(FOREVER)).isFalse();
		assertThat(this.reads).hasValue(1);
		this.hanging.countDown();
		Awaitility.await().until(() -> refresh.await(FOREVER));
	}

	/**
	 * A read that has begun may have missed a key that is asked for now.
	 */
	@Test
	void awaitWhenAReadIsRunningThenWaitsForTheNextOne() throws Exception {
		KeyRefresh refresh = new KeyRefresh(this::hang);
		CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> refresh.await(FOREVER), OWN_THREAD);
		Awaitility.await().until(() -> this.reads.get() == 1);
		CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> refresh.await(FOREVER), OWN_THREAD);
		this.hanging.countDown();
		assertThat(first.get()).isTrue();
		assertThat(second.get()).isTrue();
		assertThat(this.reads).hasValue(2);
	}

	private void hang() {
		this.reads.incrementAndGet();
		try {
			this.hanging.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
