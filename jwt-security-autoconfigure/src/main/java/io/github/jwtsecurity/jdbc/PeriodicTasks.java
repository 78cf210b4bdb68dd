package io.github.jwtsecurity.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Tasks that run periodically from start to stop, each on a daemon thread. They can be
 * started again. A task that fails is logged, and runs again after its interval.
 *
 * @hidden
 */
public final class PeriodicTasks {

	private static final int SECONDS_TO_END = 5;

	private final String threadNamePrefix;

	private final List<Task> tasks;

	private volatile @Nullable ThreadPoolTaskScheduler scheduler;

	/**
	 * Creates tasks that are not started.
	 * @param threadNamePrefix the prefix of the names of the threads
	 * @param tasks the tasks, each of which has its own thread
	 */
	public PeriodicTasks(String threadNamePrefix, Task... tasks) {
		this.threadNamePrefix = threadNamePrefix;
		this.tasks = List.of(tasks);
	}

	/**
	 * Starts the threads. Each task runs for the first time after its interval. The
	 * interval is a fixed delay after each run, since at a fixed rate all runs that were
	 * missed while the process was suspended would follow at once.
	 */
	public void start() {
		ThreadPoolTaskScheduler started = new ThreadPoolTaskScheduler();
		started.setPoolSize(this.tasks.size());
		started.setDaemon(true);
		started.setThreadNamePrefix(this.threadNamePrefix);
		started.setWaitForTasksToCompleteOnShutdown(true);
		started.setAwaitTerminationSeconds(SECONDS_TO_END);
		started.initialize();
		this.scheduler = started;
		this.tasks.forEach((task) -> started.scheduleWithFixedDelay(task.action(), Instant.now().plus(task.interval()),
				task.interval()));
	}

	/**
	 * Stops the threads, and waits five seconds at most for a run to end. A run is not
	 * interrupted, since some drivers do not tolerate an interruption.
	 */
	public void stop() {
		ThreadPoolTaskScheduler stopped = this.scheduler;
		this.scheduler = null;
		if (stopped != null) {
			stopped.shutdown();
		}
	}

	/**
	 * Returns whether the tasks are started.
	 * @return {@code true} from start to stop
	 */
	public boolean isRunning() {
		return this.scheduler != null;
	}

	/**
	 * Runs an action repeatedly until nothing is left to do or the tasks are stopped.
	 * @param batch the action, which returns whether there may be more to do
	 */
	public void repeatWhileRunning(BooleanSupplier batch) {
		boolean more = true;
		while (more && isRunning()) {
			more = batch.getAsBoolean();
		}
	}

	/**
	 * A periodic task.
	 *
	 * @param interval the time between two runs
	 * @param action the action of a run
	 * @hidden
	 */
	public record Task(Duration interval, Runnable action) {

	}

}
