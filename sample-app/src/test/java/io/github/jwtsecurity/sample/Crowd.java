package io.github.jwtsecurity.sample;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

/**
 * Users who send requests at the same time, each on a thread of its own.
 */
final class Crowd implements AutoCloseable {

	private static final int ENOUGH = 3;

	private final List<? extends PersistentUser> users;

	private final ExecutorService executor;

	private final List<Future<?>> futures;

	Crowd(List<? extends PersistentUser> users) {
		this.users = users;
		this.executor = Executors.newFixedThreadPool(users.size());
		this.futures = users.stream().<Future<?>>map(this.executor::submit).toList();
	}

	/**
	 * Waits until every user has completed a few more rounds.
	 */
	void awaitServed() {
		awaitMore(PersistentUser::served, () -> {
		});
	}

	/**
	 * Waits until a few more requests of every user have been delayed.
	 */
	void awaitDelayed() {
		awaitDelayed(() -> {
		});
	}

	/**
	 * Repeats a disturbance until a few more requests of every user have been delayed.
	 */
	void awaitDelayed(Runnable disturbance) {
		awaitMore(PersistentUser::delayed, disturbance);
	}

	private void awaitMore(ToIntFunction<PersistentUser> counter, Runnable disturbance) {
		List<Integer> before = this.users.stream().map(counter::applyAsInt).toList();
		Awaitility.await().atMost(1, TimeUnit.MINUTES).failFast(this::throwFailures).until(() -> {
			disturbance.run();
			return IntStream.range(0, this.users.size())
				.allMatch((i) -> counter.applyAsInt(this.users.get(i)) >= before.get(i) + ENOUGH);
		});
	}

	private void throwFailures() throws Exception {
		for (Future<?> future : this.futures) {
			if (future.isDone()) {
				future.get();
			}
		}
	}

	/**
	 * Ends the requests, and asserts that nothing was lost.
	 */
	void finish() throws Exception {
		this.users.forEach(PersistentUser::finish);
		for (Future<?> future : this.futures) {
			future.get();
		}
		this.users.forEach(PersistentUser::verify);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
