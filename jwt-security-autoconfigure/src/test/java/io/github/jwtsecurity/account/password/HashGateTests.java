package io.github.jwtsecurity.account.password;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.jwtsecurity.TestTimeLimit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HashGate} with concurrent threads.
 */
class HashGateTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	/** The limit of a gate that uses the timer of the JDK. */
	private static final Duration SHORT = Duration.ofMillis(20);

	private final TestTimeLimit time = new TestTimeLimit();

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private final List<HashGate> gates = new ArrayList<>();

	private final List<CountDownLatch> latches = new ArrayList<>();

	@AfterEach
	void close() {
		this.clients.shutdownNow();
		this.latches.forEach(CountDownLatch::countDown);
		this.gates.forEach(HashGate::close);
	}

	@Test
	void submitWhenTwoHundredThreadsThenNeverMoreThanTheSizeAtOnce() throws Exception {
		HashGate gate = gate(3, LONG);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(200);
		List<Future<Integer>> results = clients(200, (number) -> {
			start.await();
			return gate.submit(Set.of(), () -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				burn();
				running.decrementAndGet();
				return number;
			}).get();
		});
		for (int number = 0; number < 200; number++) {
			assertThat(results.get(number).get()).isEqualTo(number);
		}
		assertThat(most.get()).isBetween(1, 3);
		assertThatAllPlacesAreFree(gate, 3);
	}

	@Test
	void submitWhenManyThreadsAndUnguardedCounterThenNoneIsLost() throws Exception {
		HashGate gate = gate(1, LONG);
		int[] counter = new int[1];
		List<Future<Integer>> results = clients(200, (number) -> gate.submit(Set.of(), () -> counter[0]++).get());
		for (Future<Integer> result : results) {
			result.get();
		}
		assertThat(counter[0]).isEqualTo(200);
	}

	@Test
	void submitThenAsManyAsTheSizeAtOnce() {
		HashGate gate = gate(4, LONG);
		CyclicBarrier together = new CyclicBarrier(4);
		List<CompletableFuture<Integer>> results = submit(gate, 4, (number) -> await(together));
		for (CompletableFuture<Integer> result : results) {
			assertThat(result.join()).isBetween(0, 3);
		}
	}

	@Test
	void submitWhenOthersWaitThenInTheOrderTheyCame() throws Exception {
		HashGate gate = gate(1, LONG);
		CountDownLatch release = occupy(gate);
		List<Integer> order = new CopyOnWriteArrayList<>();
		List<Future<Boolean>> results = new ArrayList<>();
		for (int number = 0; number < 20; number++) {
			int own = number;
			results.add(this.clients.submit(() -> gate.submit(Set.of(), () -> order.add(own)).get()));
			awaitQueue(gate, number + 1);
		}
		assertThat(gate.active()).isOne();
		release.countDown();
		for (Future<Boolean> result : results) {
			result.get();
		}
		assertThat(order).containsExactlyElementsOf(numbers(20));
		assertThat(gate.queued()).isZero();
	}

	@Test
	void submitWhenAnotherFlowHasManyThenTheNewOneIsNext() {
		HashGate gate = gate(1, LONG);
		CountDownLatch release = occupy(gate);
		List<String> order = new CopyOnWriteArrayList<>();
		List<CompletableFuture<Boolean>> results = new ArrayList<>();
		for (int number = 0; number < 60; number++) {
			results.add(gate.submit(Set.of("account mallory", "address mallory"), () -> order.add("mallory")));
		}
		results.add(gate.submit(Set.of("account alice", "address alice"), () -> order.add("alice")));
		release.countDown();
		results.forEach(CompletableFuture::join);
		assertThat(order).hasSize(61);
		assertThat(order.indexOf("alice")).isOne();
	}

	/**
	 * The request that times out is not the first of the queue.
	 */
	@Test
	void submitWhenOneOfAFlowTimesOutThenTheOthersGetTheirTurn() {
		HashGate gate = impatientGate();
		CountDownLatch release = occupy(gate);
		List<CompletableFuture<Integer>> late = submit(gate, 5, (number) -> number);
		this.time.end();
		late.forEach((result) -> assertThatRetryAfter(result, Duration.ofSeconds(1)));
		CompletableFuture<Integer> next = gate.submit(Set.of(), () -> 7);
		release.countDown();
		assertThat(next.join()).isEqualTo(7);
		assertThat(gate.queued()).isZero();
	}

	@Test
	void submitWhenOneThreadSubmitsAThousandThenNeverWaitsAndAllAreInOrder() {
		HashGate gate = gate(1, LONG);
		CountDownLatch release = occupy(gate);
		List<Integer> hashed = new ArrayList<>();
		List<Integer> completed = new ArrayList<>();
		List<CompletableFuture<Void>> results = new ArrayList<>();
		for (int number = 0; number < 1_000; number++) {
			int own = number;
			results.add(gate.submit(Set.of(), () -> {
				hashed.add(own);
				return own;
			}).thenAccept(completed::add));
		}
		assertThat(gate.active()).isOne();
		assertThat(gate.queued()).isEqualTo(1_000);
		assertThat(results).noneMatch(CompletableFuture::isDone);
		release.countDown();
		results.forEach(CompletableFuture::join);
		assertThat(hashed).containsExactlyElementsOf(numbers(1_000));
		assertThat(completed).containsExactlyElementsOf(numbers(1_000));
		assertThat(gate.queued()).isZero();
	}

	@Test
	void submitWhenTurnDoesNotComeInTimeThenRetryLater() throws Exception {
		HashGate gate = impatientGate();
		CountDownLatch release = occupy(gate);
		AtomicInteger hashes = new AtomicInteger();
		CompletableFuture<Integer> late = gate.submit(Set.of(), hashes::incrementAndGet);
		this.time.end();
		assertThatRetryAfter(late, Duration.ofSeconds(1));
		assertThat(gate.queued()).isZero();
		assertThat(gate.active()).isOne();
		release.countDown();
		eventually().until(() -> gate.active() == 0);
		assertThat(hashes).hasValue(0);
		assertThatAllPlacesAreFree(gate, 1);
	}

	@Test
	void submitWhenManyTimeOutThenNoneIsHashedAndBegunOneIsFinished() throws Exception {
		HashGate gate = impatientGate();
		CountDownLatch release = latch();
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<Integer> begun = gate.submit(Set.of(), () -> {
			started.countDown();
			await(release);
			return 7;
		});
		started.await();
		AtomicInteger hashes = new AtomicInteger();
		List<CompletableFuture<Integer>> waiting = submit(gate, 200, (number) -> hashes.incrementAndGet());
		this.time.end();
		waiting.forEach((late) -> assertThatRetryAfter(late, Duration.ofSeconds(1)));
		assertThat(gate.queued()).isZero();
		assertThat(begun).isNotDone();
		release.countDown();
		assertThat(begun.join()).isEqualTo(7);
		assertThatAllPlacesAreFree(gate, 1);
		assertThat(hashes).hasValue(0);
	}

	@Test
	void submitWhenContinuationOfATimeoutBlocksThenOthersTimeOut() throws Exception {
		HashGate gate = gate(1, SHORT);
		occupy(gate);
		CountDownLatch blocked = latch();
		CountDownLatch begun = new CountDownLatch(3);
		for (int number = 0; number < 3; number++) {
			gate.submit(Set.of(), () -> 7).whenComplete(blocksAnotherThread(blocked, begun::countDown));
		}
		eventually().until(() -> begun.getCount() == 0);
		assertThatRetryAfter(gate.submit(Set.of(), () -> 7), Duration.ofSeconds(1));
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> new CompletableFuture<Integer>().orTimeout(1, TimeUnit.MILLISECONDS).join())
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(gate.queued()).isZero();
		assertThat(gate.active()).isOne();
	}

	@Test
	void submitWhenContinuationOfAHashBlocksThenOthersTimeOut() {
		HashGate gate = impatientGate();
		CountDownLatch release = latch();
		CountDownLatch blocked = latch();
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Integer> first = gate.submit(Set.of(), () -> await(release));
		// This result is not joined, since a thread that joins runs chained actions if it
		// arrives first.
		first.whenComplete(blocksAnotherThread(blocked, begun::countDown));
		release.countDown();
		eventually().until(() -> begun.getCount() == 0);
		List<CompletableFuture<Integer>> waiting = submit(gate, 2, (number) -> number);
		this.time.end();
		waiting.forEach((late) -> assertThatRetryAfter(late, Duration.ofSeconds(1)));
		assertThat(first).isCompletedWithValue(0);
		assertThat(gate.queued()).isZero();
	}

	@Test
	void submitWhenNoWaitIsAllowedThenPassesOnlyAFreeGate() throws Exception {
		HashGate gate = gate(1, Duration.ZERO);
		assertThat(gate.submit(Set.of(), () -> 7).join()).isEqualTo(7);
		CountDownLatch release = occupy(gate);
		CompletableFuture<Integer> refused = gate.submit(Set.of(), () -> 7);
		assertThat(refused).isCompletedExceptionally();
		assertThatRetryAfter(refused, Duration.ofSeconds(1));
		assertThat(gate.queued()).isZero();
		release.countDown();
		assertThatAllPlacesAreFree(gate, 1);
	}

	@Test
	void submitWhenNoWaitIsAllowedAndThreadsRaceThenAsManyPassAsTheSize() throws Exception {
		HashGate gate = gate(3, Duration.ZERO);
		CountDownLatch release = latch();
		CyclicBarrier start = new CyclicBarrier(50);
		List<CompletableFuture<Integer>> results = new ArrayList<>();
		for (Future<CompletableFuture<Integer>> client : clients(50, (number) -> {
			start.await();
			return gate.submit(Set.of(), () -> await(release));
		})) {
			results.add(client.get());
		}
		assertThat(results.stream().filter(CompletableFuture::isDone)).hasSize(47)
			.allSatisfy((refused) -> assertThatRetryAfter(refused, Duration.ofSeconds(1)));
		release.countDown();
		assertThat(results.stream().filter((result) -> failure(result) == null)).hasSize(3);
		assertThatAllPlacesAreFree(gate, 3);
	}

	@Test
	void submitWhenTimeoutIsLongerThanASecondThenRetryAfterAsLong() {
		HashGate gate = gate(1, Duration.ofSeconds(90));
		CountDownLatch release = occupy(gate);
		CompletableFuture<Integer> waiting = gate.submit(Set.of(), () -> 7);
		gate.close();
		assertThatRetryAfter(gate.submit(Set.of(), () -> 7), Duration.ofSeconds(90));
		release.countDown();
		assertThatRetryAfter(waiting, Duration.ofSeconds(90));
	}

	@Test
	void submitWhenTimeoutIsEndlessThenNoOverflow() {
		HashGate gate = gate(1, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(gate.submit(Set.of(), () -> 7).join()).isEqualTo(7);
		CountDownLatch release = occupy(gate);
		CompletableFuture<Integer> waiting = gate.submit(Set.of(), () -> 7);
		release.countDown();
		assertThat(waiting.join()).isEqualTo(7);
	}

	@Test
	void submitWhenHashFailsThenSameExceptionAndPlaceIsFree() throws Exception {
		HashGate gate = gate(2, LONG);
		IllegalStateException failure = new IllegalStateException("failed");
		StackOverflowError error = new StackOverflowError();
		for (int number = 0; number < 20; number++) {
			assertThat(failure(gate.submit(Set.of(), () -> {
				throw failure;
			}))).isSameAs(failure);
			assertThat(failure(gate.submit(Set.of(), () -> {
				throw error;
			}))).isSameAs(error);
		}
		assertThatAllPlacesAreFree(gate, 2);
	}

	@Test
	void submitWhenHashFailsThenThreadLivesOn() {
		HashGate gate = gate(1, LONG);
		Thread thread = gate.submit(Set.of(), Thread::currentThread).join();
		assertThat(failure(gate.submit(Set.of(), () -> {
			throw new StackOverflowError();
		}))).isInstanceOf(StackOverflowError.class);
		assertThat(gate.submit(Set.of(), Thread::currentThread).join()).isSameAs(thread);
	}

	@Test
	void submitWhenHashesFailThenNoPlaceIsLost() throws Exception {
		HashGate gate = gate(3, LONG);
		CyclicBarrier start = new CyclicBarrier(201);
		AtomicIntegerArray hashes = new AtomicIntegerArray(200);
		List<Future<Throwable>> failures = clients(200, (number) -> {
			start.await();
			return failure(gate.submit(Set.of(), () -> {
				hashes.incrementAndGet(number);
				burn();
				if (number % 3 == 0) {
					throw new IllegalStateException();
				}
				return number;
			}));
		});
		start.await();
		for (int number = 0; number < 200; number++) {
			Throwable failure = failures.get(number).get();
			assertThat(failure instanceof IllegalStateException).isEqualTo(number % 3 == 0);
			assertThat(hashes.get(number)).isOne();
		}
		assertThatAllPlacesAreFree(gate, 3);
	}

	@Test
	void submitWhenTimeoutsAndTurnsRaceThenEachEndsAndNoPlaceIsLost() throws Exception {
		HashGate gate = gate(3, Duration.ofMillis(1));
		AtomicInteger hashes = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		List<CompletableFuture<Integer>> results = submit(gate, 1_000, (number) -> {
			burn();
			return hashes.incrementAndGet();
		});
		for (CompletableFuture<Integer> result : results) {
			Throwable failure = failure(result);
			if (failure != null) {
				assertThat(failure).isInstanceOf(HashQueueTimeoutException.class);
				refused.incrementAndGet();
			}
		}
		assertThatAllPlacesAreFree(gate, 3);
		assertThat(hashes.get() + refused.get()).isEqualTo(1_000);
	}

	@Test
	void submitThenOnADaemonThreadThatInheritsNothing() {
		InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
		inherited.set("of the request");
		HashGate gate = gate(1, LONG);
		Thread thread = gate.submit(Set.of(), Thread::currentThread).join();
		assertThat(thread).isNotSameAs(Thread.currentThread());
		assertThat(thread.getName()).isEqualTo("password-hash");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(gate.submit(Set.of(), () -> inherited.get() == null).join()).isTrue();
	}

	@Test
	void submitWhenTurnHasEndedThenPasswordIsNotKept() {
		HashGate gate = gate(1, LONG);
		assertThatPasswordIsNotKept(gate, CompletableFuture::join);
		HashGate impatient = impatientGate();
		occupy(impatient);
		assertThatPasswordIsNotKept(impatient, HashGateTests::failure);
	}

	@Test
	void submitWhenContinuationBlocksThenPasswordIsNotKept() {
		Consumer<CompletableFuture<Integer>> blocks = (result) -> {
			result.whenComplete(blocksAnotherThread(latch(), () -> {
			}));
			failure(result);
		};
		assertThatPasswordIsNotKept(gate(1, LONG), blocks);
		HashGate impatient = impatientGate();
		occupy(impatient);
		assertThatPasswordIsNotKept(impatient, blocks);
	}

	@Test
	void closeThenRetryLater() {
		HashGate gate = gate(1, LONG);
		gate.close();
		assertThatRetryAfter(gate.submit(Set.of(), () -> 7), LONG);
		assertThatRetryAfter(gate.submit(Set.of(), () -> 7), LONG);
		assertThat(gate.active()).isZero();
	}

	@Test
	void closeThenBegunIsFinishedAndWaitingIsRefused() throws Exception {
		HashGate gate = gate(1, LONG);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = latch();
		CompletableFuture<Integer> begun = gate.submit(Set.of(), () -> {
			started.countDown();
			return await(release);
		});
		started.await();
		AtomicInteger hashes = new AtomicInteger();
		List<CompletableFuture<Integer>> waiting = submit(gate, 20, (number) -> hashes.incrementAndGet());
		gate.close();
		assertThat(begun).isNotDone();
		release.countDown();
		assertThat(begun.join()).isZero();
		waiting.forEach((refused) -> assertThatRetryAfter(refused, LONG));
		assertThat(hashes).hasValue(0);
		assertThat(gate.active()).isZero();
		assertThat(gate.queued()).isZero();
	}

	@Test
	void closeWhenHashGoesOnThenWaitingTimesOut() {
		HashGate gate = impatientGate();
		occupy(gate);
		CompletableFuture<Integer> waiting = gate.submit(Set.of(), () -> 7);
		gate.close();
		this.time.end();
		assertThatRetryAfter(waiting, Duration.ofSeconds(1));
		assertThat(gate.active()).isOne();
	}

	@Test
	void closeWhenThreadsSubmitThenEachEnds() throws Exception {
		HashGate gate = gate(2, LONG);
		CyclicBarrier start = new CyclicBarrier(51);
		List<Future<Throwable>> failures = clients(50, (number) -> {
			start.await();
			return failure(gate.submit(Set.of(), () -> number));
		});
		start.await();
		gate.close();
		for (Future<Throwable> failure : failures) {
			assertThat(failure.get()).satisfiesAnyOf((none) -> assertThat(none).isNull(),
					(refused) -> assertThat(refused).isInstanceOf(HashQueueTimeoutException.class));
		}
		assertThat(gate.active()).isZero();
	}

	@Test
	void ofThenSizeIsConfiguredOrThatOfTheMachine() throws Exception {
		assertThatAllPlacesAreFree(keep(HashGate.of(PasswordPropertiesTests.bind("max-concurrent-hashes=5"))), 5);
		assertThatAllPlacesAreFree(keep(HashGate.of(PasswordPropertiesTests.bind())),
				Runtime.getRuntime().availableProcessors());
	}

	private HashGate gate(int size, Duration timeout) {
		return keep(new HashGate(size, timeout));
	}

	/**
	 * Returns a gate for one hash. Further passwords wait until the test ends the time
	 * limit.
	 */
	private HashGate impatientGate() {
		return keep(new HashGate(1, Duration.ofMillis(1), this.time));
	}

	private HashGate keep(HashGate gate) {
		this.gates.add(gate);
		return gate;
	}

	/**
	 * Returns a latch that is released at the end of the test, even if the test fails.
	 */
	private CountDownLatch latch() {
		CountDownLatch latch = new CountDownLatch(1);
		this.latches.add(latch);
		return latch;
	}

	private <T> List<Future<T>> clients(int count, Client<T> client) {
		List<Future<T>> results = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			int own = number;
			Callable<T> call = () -> client.call(own);
			results.add(this.clients.submit(call));
		}
		return results;
	}

	private static List<CompletableFuture<Integer>> submit(HashGate gate, int count, Hash hash) {
		List<CompletableFuture<Integer>> results = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			int own = number;
			results.add(gate.submit(Set.of(), () -> hash.of(own)));
		}
		return results;
	}

	/**
	 * Occupies a place until the latch is released.
	 */
	private CountDownLatch occupy(HashGate gate) {
		CompletableFuture<Void> started = new CompletableFuture<>();
		CountDownLatch release = latch();
		CompletableFuture<Integer> hash = gate.submit(Set.of(), () -> {
			started.complete(null);
			return await(release);
		});
		CompletableFuture.anyOf(started, hash).join();
		return release;
	}

	private static void assertThatRetryAfter(CompletableFuture<?> result, Duration expected) {
		assertThat(failure(result)).isInstanceOfSatisfying(HashQueueTimeoutException.class, (ex) -> {
			assertThat(ex).hasMessage("Too many passwords are being hashed");
			assertThat(ex.retryAfter()).isEqualTo(expected);
		});
	}

	/**
	 * Asserts that as many actions as the size meet behind the gate, and that the gate is
	 * empty afterwards.
	 */
	private static void assertThatAllPlacesAreFree(HashGate gate, int size) throws Exception {
		eventually().until(() -> gate.active() == 0);
		CyclicBarrier together = new CyclicBarrier(size + 1);
		List<CompletableFuture<Integer>> results = submit(gate, size, (number) -> await(together));
		together.await();
		for (CompletableFuture<Integer> result : results) {
			result.get();
		}
		assertThat(gate.active()).isZero();
		assertThat(gate.queued()).isZero();
	}

	/**
	 * Asserts that the password is not referenced any more, although the result is.
	 */
	private void assertThatPasswordIsNotKept(HashGate gate, Consumer<CompletableFuture<Integer>> end) {
		List<CompletableFuture<Integer>> held = new ArrayList<>();
		WeakReference<Object> password = submitPassword(gate, held);
		this.time.end();
		held.forEach(end);
		eventually().until(() -> {
			System.gc();
			return password.get() == null;
		});
		assertThat(held).hasSize(1).allMatch(CompletableFuture::isDone);
	}

	private static WeakReference<Object> submitPassword(HashGate gate, List<CompletableFuture<Integer>> results) {
		Object password = new Object();
		results.add(gate.submit(Set.of(), password::hashCode));
		return new WeakReference<>(password);
	}

	/**
	 * Returns a continuation that blocks, unless the result is complete before the
	 * continuation is chained.
	 */
	private static BiConsumer<Object, Throwable> blocksAnotherThread(CountDownLatch latch, Runnable begun) {
		Thread own = Thread.currentThread();
		return (value, ex) -> {
			begun.run();
			if (Thread.currentThread() != own) {
				await(latch);
			}
		};
	}

	/**
	 * Returns the failure itself, as the first stage of the chain receives it.
	 */
	private static Throwable failure(CompletableFuture<?> result) {
		return result.handle((value, ex) -> ex).join();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().pollInterval(Duration.ofMillis(1));
	}

	private static void awaitQueue(HashGate gate, int length) {
		eventually().until(() -> gate.queued() == length);
	}

	private static List<Integer> numbers(int count) {
		return IntStream.range(0, count).boxed().toList();
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

	@FunctionalInterface
	private interface Hash {

		int of(int number);

	}

}
