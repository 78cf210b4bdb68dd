package io.github.jwtsecurity.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HashGate}, with threads that race.
 */
class HashGateTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private final List<HashGate> gates = new ArrayList<>();

	@AfterEach
	void close() {
		this.clients.shutdownNow();
		this.gates.forEach(HashGate::close);
	}

	@Test
	void callWhenTwoHundredThreadsThenNeverMoreThanTheSizeAtOnce() throws Exception {
		HashGate gate = gate(3, LONG);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(200);
		List<Future<Integer>> results = submit(200, (number) -> {
			start.await();
			return gate.call(() -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				burn();
				running.decrementAndGet();
				return number;
			});
		});
		for (int number = 0; number < 200; number++) {
			assertThat(results.get(number).get()).isEqualTo(number);
		}
		assertThat(most.get()).isBetween(1, 3);
		assertThatAllPermitsAreFree(gate, 3);
	}

	@Test
	void callWhenManyThreadsAndUnguardedCounterThenNoneIsLost() throws Exception {
		HashGate gate = gate(1, LONG);
		int[] counter = new int[1];
		List<Future<Integer>> results = submit(200, (number) -> gate.call(() -> counter[0]++));
		for (Future<Integer> result : results) {
			result.get();
		}
		assertThat(counter[0]).isEqualTo(200);
	}

	@Test
	void callThenAsManyAsTheSizeAtOnce() throws Exception {
		HashGate gate = gate(4, LONG);
		CyclicBarrier together = new CyclicBarrier(4);
		List<Future<Integer>> results = submit(4, (number) -> gate.call(() -> await(together)));
		for (Future<Integer> result : results) {
			assertThat(result.get()).isBetween(0, 3);
		}
	}

	@Test
	void callWhenOthersWaitThenInTheOrderTheyCame() throws Exception {
		HashGate gate = gate(1, LONG);
		CountDownLatch release = occupy(gate);
		List<Integer> order = new CopyOnWriteArrayList<>();
		List<Future<Boolean>> results = new ArrayList<>();
		for (int number = 0; number < 20; number++) {
			int own = number;
			results.add(this.clients.submit(() -> gate.call(() -> order.add(own))));
			awaitQueue(gate, number + 1);
		}
		assertThat(gate.active()).isOne();
		release.countDown();
		for (Future<Boolean> result : results) {
			result.get();
		}
		assertThat(order).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
		assertThat(gate.queued()).isZero();
	}

	@Test
	void callWhenTurnDoesNotComeInTimeThenRetryLater() throws Exception {
		HashGate gate = gate(1, Duration.ofMillis(20));
		CountDownLatch release = occupy(gate);
		AtomicInteger hashes = new AtomicInteger();
		assertThatExceptionOfType(HashQueueTimeoutException.class).isThrownBy(() -> gate.call(hashes::incrementAndGet))
			.withMessage("Too many passwords are being hashed")
			.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
		assertThat(gate.queued()).isZero();
		assertThat(gate.active()).isOne();
		release.countDown();
		eventually().until(() -> gate.active() == 0);
		assertThat(hashes).hasValue(0);
		assertThatAllPermitsAreFree(gate, 1);
	}

	@Test
	void callWhenNoWaitIsAllowedThenPassesOnlyAFreeGate() throws Exception {
		HashGate gate = gate(1, Duration.ZERO);
		assertThat(gate.call(() -> 7)).isEqualTo(7);
		CountDownLatch release = occupy(gate);
		assertThatExceptionOfType(HashQueueTimeoutException.class).isThrownBy(() -> gate.call(() -> 7));
		release.countDown();
	}

	@Test
	void callWhenTimeoutIsLongerThanASecondThenRetryAfterAsLong() throws Exception {
		HashGate gate = gate(1, Duration.ofSeconds(90));
		occupy(gate);
		FutureTask<Integer> task = new FutureTask<>(() -> gate.call(() -> 7));
		Thread client = new Thread(task);
		client.start();
		awaitQueue(gate, 1);
		client.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(task::get)
			.havingCause()
			.isInstanceOfSatisfying(HashQueueTimeoutException.class,
					(ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
	}

	@Test
	void callWhenTimeoutIsEndlessThenNoOverflow() {
		assertThat(gate(1, Duration.ofSeconds(Long.MAX_VALUE)).call(() -> 7)).isEqualTo(7);
	}

	@Test
	void callWhenHashFailsThenSameExceptionAndPermitIsFree() throws Exception {
		HashGate gate = gate(2, LONG);
		IllegalStateException failure = new IllegalStateException("failed");
		StackOverflowError error = new StackOverflowError();
		for (int number = 0; number < 20; number++) {
			assertThatIllegalStateException().isThrownBy(() -> gate.call(() -> {
				throw failure;
			})).isSameAs(failure);
			assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> gate.call(() -> {
				throw error;
			})).isSameAs(error);
		}
		assertThatAllPermitsAreFree(gate, 2);
	}

	@Test
	void callWhenWaiterIsInterruptedThenLeavesWithTheFlagSet() throws Exception {
		HashGate gate = gate(1, LONG);
		CountDownLatch release = occupy(gate);
		AtomicInteger hashes = new AtomicInteger();
		FutureTask<Boolean> interrupted = interruptible(gate, hashes);
		Thread client = new Thread(interrupted);
		client.start();
		awaitQueue(gate, 1);
		client.interrupt();
		assertThat(interrupted.get()).isTrue();
		assertThat(gate.queued()).isZero();
		release.countDown();
		assertThatAllPermitsAreFree(gate, 1);
		assertThat(hashes).hasValue(0);
	}

	@Test
	void callWhenAlreadyInterruptedThenLeavesWithTheFlagSet() throws Exception {
		HashGate gate = gate(1, LONG);
		AtomicInteger hashes = new AtomicInteger();
		FutureTask<Boolean> interrupted = interruptible(gate, hashes);
		Thread client = new Thread(() -> {
			Thread.currentThread().interrupt();
			interrupted.run();
		});
		client.start();
		assertThat(interrupted.get()).isTrue();
		assertThat(hashes).hasValue(0);
		assertThatAllPermitsAreFree(gate, 1);
	}

	@Test
	void callWhenClientGoesAwayThenPermitIsHeldUntilTheHashIsDone() throws Exception {
		HashGate gate = gate(1, LONG);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		AtomicInteger hashes = new AtomicInteger();
		FutureTask<Boolean> interrupted = new FutureTask<>(() -> leavesInterrupted(gate, () -> {
			started.countDown();
			await(finish);
			return hashes.incrementAndGet();
		}));
		Thread client = new Thread(interrupted);
		client.start();
		started.await();
		client.interrupt();
		assertThat(interrupted.get()).isTrue();
		assertThat(gate.active()).isOne();
		assertThat(hashes).hasValue(0);
		finish.countDown();
		assertThatAllPermitsAreFree(gate, 1);
		assertThat(hashes).hasValue(1);
	}

	@Test
	void callWhenThreadsAreInterruptedAndHashesFailAtRandomThenNoPermitIsLost() throws Exception {
		HashGate gate = gate(3, LONG);
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = new CopyOnWriteArrayList<>();
		List<Future<Integer>> results = submit(200, (number) -> {
			threads.add(Thread.currentThread());
			start.await();
			try {
				return gate.call(() -> {
					burn();
					if (number % 3 == 0) {
						throw new IllegalStateException();
					}
					return number;
				});
			}
			catch (HashQueueTimeoutException | IllegalStateException ex) {
				return -1;
			}
		});
		eventually().until(() -> threads.size() == 200);
		start.countDown();
		for (int number = 0; number < 500; number++) {
			threads.get(ThreadLocalRandom.current().nextInt(200)).interrupt();
		}
		for (Future<Integer> result : results) {
			awaitAnyEnd(result);
		}
		assertThatAllPermitsAreFree(gate, 3);
	}

	@Test
	void callThenOnADaemonThreadThatInheritsNothing() {
		InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
		inherited.set("of the request");
		HashGate gate = gate(1, LONG);
		Thread thread = gate.call(Thread::currentThread);
		assertThat(thread).isNotSameAs(Thread.currentThread());
		assertThat(thread.isDaemon()).isTrue();
		assertThat(gate.call(() -> inherited.get() == null)).isTrue();
	}

	@Test
	void callWhenClosedThenRetryLater() {
		HashGate gate = gate(1, LONG);
		gate.close();
		assertThatExceptionOfType(HashQueueTimeoutException.class).isThrownBy(() -> gate.call(() -> 7));
		assertThatExceptionOfType(HashQueueTimeoutException.class).isThrownBy(() -> gate.call(() -> 7));
		assertThat(gate.active()).isZero();
	}

	@Test
	void ofThenSizeIsConfiguredOrThatOfTheMachine() throws Exception {
		assertThatAllPermitsAreFree(keep(HashGate.of(PasswordPropertiesTests.bind("max-concurrent-hashes=5"))), 5);
		assertThatAllPermitsAreFree(keep(HashGate.of(PasswordPropertiesTests.bind())),
				Runtime.getRuntime().availableProcessors());
	}

	private HashGate gate(int size, Duration timeout) {
		return keep(new HashGate(size, timeout));
	}

	private HashGate keep(HashGate gate) {
		this.gates.add(gate);
		return gate;
	}

	private <T> List<Future<T>> submit(int count, Client<T> client) {
		List<Future<T>> results = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			int own = number;
			Callable<T> call = () -> client.call(own);
			results.add(this.clients.submit(call));
		}
		return results;
	}

	/**
	 * Takes a permit until the latch is released.
	 */
	private CountDownLatch occupy(HashGate gate) throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.clients.submit(() -> gate.call(() -> {
			started.countDown();
			return await(release);
		}));
		started.await();
		return release;
	}

	private FutureTask<Boolean> interruptible(HashGate gate, AtomicInteger hashes) {
		return new FutureTask<>(() -> leavesInterrupted(gate, hashes::incrementAndGet));
	}

	private static boolean leavesInterrupted(HashGate gate, Supplier<Integer> hash) {
		assertThatExceptionOfType(HashQueueTimeoutException.class).isThrownBy(() -> gate.call(hash));
		return Thread.currentThread().isInterrupted();
	}

	/**
	 * As many as the size meet behind the gate, and then it is empty.
	 */
	private void assertThatAllPermitsAreFree(HashGate gate, int size) throws Exception {
		eventually().until(() -> gate.active() == 0);
		CyclicBarrier together = new CyclicBarrier(size + 1);
		List<Future<Integer>> results = submit(size, (number) -> gate.call(() -> await(together)));
		together.await();
		for (Future<Integer> result : results) {
			result.get();
		}
		assertThat(gate.active()).isZero();
		assertThat(gate.queued()).isZero();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().pollInterval(Duration.ofMillis(1));
	}

	private static void awaitQueue(HashGate gate, int length) {
		eventually().until(() -> gate.queued() == length);
	}

	private static void awaitAnyEnd(Future<?> result) throws InterruptedException {
		try {
			result.get();
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(InterruptedException.class);
		}
	}

	private static int await(CyclicBarrier barrier) {
		try {
			return barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static int await(CountDownLatch latch) {
		try {
			latch.await();
			return 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void burn() {
		new Random(1).ints(10_000).sum();
	}

	@FunctionalInterface
	private interface Client<T> {

		T call(int number) throws Exception;

	}

}
