package io.github.jwtsecurity.ratelimit;

import java.util.function.Supplier;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.jdbc.ConflictRetry;
import io.github.jwtsecurity.jdbc.StoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A store of buckets that all instances share. During an outage each instance uses its
 * own buckets, so that logins are still limited and none is refused because of the
 * outage.
 */
final class SharedBucketStore implements BucketStore {

	private static final Log logger = LogFactory.getLog(SharedBucketStore.class);

	private final ProxyManager<String> buckets;

	private final BucketStore fallback;

	private final Outage outage;

	SharedBucketStore(ProxyManager<String> buckets, BucketStore fallback, Outage outage) {
		this.buckets = buckets;
		this.fallback = fallback;
		this.outage = outage;
	}

	@Override
	public long check(Limit limit, String key) {
		BucketToken.Look look = attempt(() -> BucketToken.look(this.buckets, limit, key));
		return (look != null) ? look.requireToken(limit) : this.fallback.check(limit, key);
	}

	@Override
	public Token take(Limit limit, String key) {
		BucketToken.Taken taken = attempt(() -> BucketToken.take(this.buckets, limit, key));
		return (taken != null) ? new SharedToken(taken.orElseThrow(limit)) : this.fallback.take(limit, key);
	}

	@Override
	public void fill(Limit limit, String key) {
		if (!attemptQuietly(() -> BucketToken.fill(this.buckets, limit, key))) {
			this.fallback.fill(limit, key);
		}
	}

	/**
	 * Runs an action that adds tokens. If the action fails, the bucket is refilled over
	 * time anyway.
	 * @return whether the action has succeeded
	 */
	private boolean attemptQuietly(Runnable action) {
		try {
			return attempt(() -> {
				action.run();
				return true;
			}) != null;
		}
		catch (StoreException ex) {
			logger.debug(ex.trace());
			return false;
		}
	}

	/**
	 * Runs an action on the shared buckets, unless there is an outage. A conflict with
	 * another instance is not an outage, since separate buckets would weaken the limit.
	 * @return the result of the action, {@code null} during an outage
	 * @throws StoreException if there is still a conflict after the last retry
	 */
	private <T> @Nullable T attempt(Supplier<T> action) {
		if (!this.outage.mayTry()) {
			return null;
		}
		RuntimeException failure = new IllegalStateException("An error");
		try {
			T result = ConflictRetry.execute(action);
			failure = null;
			return result;
		}
		catch (RuntimeException ex) {
			if (ConflictRetry.isConflict(ex)) {
				failure = null;
				throw new StoreException("shared rate limits", ex);
			}
			failure = ex;
			return null;
		}
		finally {
			this.outage.report(failure);
		}
	}

	/**
	 * A token of a shared bucket.
	 */
	private final class SharedToken implements Token {

		private final Token token;

		SharedToken(Token token) {
			this.token = token;
		}

		@Override
		public long missing() {
			return this.token.missing();
		}

		@Override
		public void giveBack() {
			attemptQuietly(this.token::giveBack);
		}

		@Override
		public void fill() {
			attemptQuietly(this.token::fill);
		}

	}

}
