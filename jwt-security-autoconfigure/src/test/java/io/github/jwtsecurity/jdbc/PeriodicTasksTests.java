package io.github.jwtsecurity.jdbc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PeriodicTasksTests {

	private static final Duration SHORT = Duration.ofMillis(1);

	private final Semaphore runs = new Semaphore(0);

	@Test
	void startThenRunsOnDaemonThreadsUntilStoppedAndCanBeStartedAgain() throws Exception {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		PeriodicTasks tasks = new PeriodicTasks("test-tasks-", new PeriodicTasks.Task(SHORT, () -> {
			threads.add(Thread.currentThread());
			this.runs.release();
		}));
		assertThat(tasks.isRunning()).isFalse();
		for (int start = 1; start <= 2; start++) {
			tasks.start();
			assertThat(tasks.isRunning()).isTrue();
			this.runs.acquireUninterruptibly(3);
			tasks.stop();
			assertThat(tasks.isRunning()).isFalse();
			assertThat(threads).hasSize(start)
				.allMatch((thread) -> thread.isDaemon() && thread.getName().startsWith("test-tasks-"));
			for (Thread thread : threads) {
				thread.join();
			}
		}
	}

	@Test
	void startWhenATaskFailsThenItIsLoggedAndRunsAgain(CapturedOutput output) {
		PeriodicTasks tasks = new PeriodicTasks("test-tasks-", new PeriodicTasks.Task(SHORT, () -> {
			this.runs.release();
			throw new IllegalStateException("a failed run");
		}));
		tasks.start();
		this.runs.acquireUninterruptibly(2);
		tasks.stop();
		assertThat(output).contains("a failed run");
	}

	@Test
	void startWhenATaskHangsThenOthersRun() {
		CountDownLatch end = new CountDownLatch(1);
		PeriodicTasks tasks = new PeriodicTasks("test-tasks-", new PeriodicTasks.Task(SHORT, () -> await(end)),
				new PeriodicTasks.Task(SHORT, this.runs::release));
		tasks.start();
		this.runs.acquireUninterruptibly(3);
		end.countDown();
		tasks.stop();
	}

	@Test
	void repeatWhileRunningThenUntilNothingIsLeftOrStopped() {
		AtomicInteger left = new AtomicInteger(3);
		PeriodicTasks tasks = new PeriodicTasks("test-tasks-", new PeriodicTasks.Task(Duration.ofDays(1), () -> {
		}));
		tasks.repeatWhileRunning(() -> left.decrementAndGet() > 0);
		assertThat(left).hasValue(3);
		tasks.start();
		tasks.repeatWhileRunning(() -> left.decrementAndGet() > 0);
		assertThat(left).hasValue(0);
		tasks.repeatWhileRunning(() -> {
			tasks.stop();
			return true;
		});
		assertThat(tasks.isRunning()).isFalse();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
