package io.github.jwtsecurity;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * A race: one action on many threads at the same time.
 */
public final class Race {

	private static final int THREADS = 32;

	private Race() {
	}

	public static <T> List<T> run(IntFunction<T> attempt) throws Exception {
		return run(THREADS, attempt);
	}

	/**
	 * Returns the result of each thread.
	 * @throws Exception the exception of one of the threads
	 */
	public static <T> List<T> run(int threads, IntFunction<T> attempt) throws Exception {
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Callable<T>> attempts = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				attempts.add(() -> {
					start.await();
					return attempt.apply(number);
				});
			}
			List<T> results = new ArrayList<>();
			for (Future<T> result : executor.invokeAll(attempts)) {
				results.add(result.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
