package io.github.jwtsecurity.account;

import java.util.function.Supplier;

/**
 * A unit of several writes that succeed or fail together, as far as the stores support
 * it.
 */
interface UnitOfWork {

	/** The unit of work for stores that have no transaction in common. */
	UnitOfWork NONE = new UnitOfWork() {

		@Override
		public <T> T execute(Supplier<T> work) {
			return work.get();
		}

	};

	/**
	 * Executes the work completely, or not at all if it fails.
	 * @param <T> the type of the result
	 * @param work the work, which may be called more than once. Its earlier writes are
	 * then rolled back
	 * @return the result of the work
	 */
	<T> T execute(Supplier<T> work);

}
