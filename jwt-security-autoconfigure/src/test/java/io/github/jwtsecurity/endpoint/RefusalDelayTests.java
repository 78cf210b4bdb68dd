package io.github.jwtsecurity.endpoint;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.jwtsecurity.web.ErrorCode;
import io.github.jwtsecurity.web.Problem;
import io.github.jwtsecurity.web.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalDelayTests {

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private final RefusalDelay delay = new RefusalDelay(this.waiting::add, 2);

	@Test
	void applyWhenTooManyThenRefusedAfterTheDelay() {
		for (Supplier<CompletableFuture<String>> attempt : RefusalDelayTests.<String>failures(ErrorCode.RATE_LIMITED)) {
			CompletableFuture<String> outcome = this.delay.apply(attempt);
			assertThat(outcome).isNotDone();
			this.waiting.remove().run();
			assertRefused(outcome, ErrorCode.RATE_LIMITED);
		}
	}

	@Test
	void applyWhenMoreWaitThanTheMaximumThenRefusedAtOnceUntilOneIsGone() {
		Supplier<CompletableFuture<String>> attempt = RefusalDelayTests.<String>failures(ErrorCode.RATE_LIMITED).get(0);
		this.delay.apply(attempt);
		this.delay.apply(attempt);
		assertRefused(this.delay.apply(attempt), ErrorCode.RATE_LIMITED);
		this.waiting.remove().run();
		assertThat(this.delay.apply(attempt)).isNotDone();
	}

	@Test
	void applyWhenRefusedForAnotherReasonThenAtOnce() {
		for (Supplier<CompletableFuture<String>> attempt : RefusalDelayTests
			.<String>failures(ErrorCode.INVALID_CREDENTIALS)) {
			assertRefused(this.delay.apply(attempt), ErrorCode.INVALID_CREDENTIALS);
		}
	}

	@Test
	void applyWhenSuccessfulThenAtOnce() {
		assertThat(this.delay.apply(() -> CompletableFuture.completedFuture("tokens"))).isCompletedWithValue("tokens");
	}

	private static <T> List<Supplier<CompletableFuture<T>>> failures(ErrorCode code) {
		ProblemException failure = new ProblemException(Problem.of(code));
		return List.of(() -> {
			throw failure;
		}, () -> CompletableFuture.failedFuture(failure),
				() -> CompletableFuture.<T>failedFuture(failure).thenApply((same) -> same));
	}

	private static void assertRefused(CompletableFuture<String> outcome, ErrorCode code) {
		assertThat(outcome).isCompletedExceptionally();
		assertThat(outcome.handle((value, failure) -> (failure.getCause() != null) ? failure.getCause() : failure))
			.isCompletedWithValueMatching((failure) -> ((ProblemException) failure).problem().code() == code);
	}

}
