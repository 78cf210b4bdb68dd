package io.github.jwtsecurity.jdbc;

import org.springframework.context.SmartLifecycle;

/**
 * A lifecycle of periodic tasks.
 *
 * @hidden
 */
public interface PeriodicLifecycle extends SmartLifecycle {

	/**
	 * Returns the tasks that run from start to stop.
	 * @return the same tasks for each call
	 */
	PeriodicTasks tasks();

	@Override
	default void start() {
		tasks().start();
	}

	@Override
	default void stop() {
		tasks().stop();
	}

	@Override
	default boolean isRunning() {
		return tasks().isRunning();
	}

}
