package io.github.jwtsecurity.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Does one thing on many threads at once.
 */
final class Race {

	static final int THREADS = 32;

	private Race() {
	}

	/**
	 * Returns what each thread got.
	 * @throws Exception what one of them threw
	 */
	static <T> List<T> run(IntFunction<T> attempt) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<T>> attempts = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
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
