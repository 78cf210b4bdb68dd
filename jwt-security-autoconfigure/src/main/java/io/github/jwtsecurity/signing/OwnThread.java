package io.github.jwtsecurity.signing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.jwtsecurity.jdbc.StoreException;

/**
 * A thread for one access to the store. The access is independent of a transaction of the
 * caller, which might be rolled back, and a caller can stop waiting for its end.
 */
final class OwnThread {

	private OwnThread() {
	}

	/**
	 * Starts an access.
	 * @param access the access
	 * @return a future that is completed when the access has ended
	 */
	static CompletableFuture<Void> start(Runnable access) {
		CompletableFuture<Void> end = new CompletableFuture<>();
		// The thread inherits no thread-local values of the request.
		Thread thread = new Thread(null, () -> run(access, end), "jwt-security-signing-store", 0, false);
		thread.setContextClassLoader(OwnThread.class.getClassLoader());
		thread.setDaemon(true);
		thread.start();
		return end;
	}

	/**
	 * Runs an access, and waits for its end.
	 * @param access the access
	 * @throws StoreException if the access fails
	 */
	static void run(Runnable access) {
		try {
			start(access).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof StoreException failure) ? failure : ex;
		}
	}

	private static void run(Runnable access, CompletableFuture<Void> end) {
		try {
			access.run();
			end.complete(null);
		}
		catch (Throwable ex) {
			end.completeExceptionally(ex);
		}
	}

}
