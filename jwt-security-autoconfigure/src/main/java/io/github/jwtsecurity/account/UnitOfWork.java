package io.github.jwtsecurity.account;

import java.util.function.Supplier;

/**
 * Makes one step of several writes, as far as the stores can.
 */
interface UnitOfWork {

	/** For stores that have no transaction in common. */
	UnitOfWork NONE = new UnitOfWork() {

		@Override
		public <T> T execute(Supplier<T> work) {
			return work.get();
		}

	};

	/**
	 * Does all of it, or nothing if it fails.
	 * @param <T> what comes of it
	 * @param work may be called more than once, and then finds nothing of what it did
	 * before
	 * @return what the work returns
	 */
	<T> T execute(Supplier<T> work);

}
