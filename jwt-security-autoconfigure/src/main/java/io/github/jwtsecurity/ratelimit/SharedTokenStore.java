package io.github.jwtsecurity.ratelimit;

import java.util.function.Supplier;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import org.jspecify.annotations.Nullable;

/**
 * Buckets that all instances share. While they cannot be used, each instance has buckets
 * of its own: a login is limited then too, and none is refused because of an outage.
 */
final class SharedTokenStore implements TokenStore {

	private final ProxyManager<String> buckets;

	private final TokenStore fallback;

	private final Outage outage;

	SharedTokenStore(ProxyManager<String> buckets, TokenStore fallback, Outage outage) {
		this.buckets = buckets;
		this.fallback = fallback;
		this.outage = outage;
	}

	@Override
	public void check(Limit limit, String key) {
		Long nanosToWait = attempt(() -> BucketToken.nanosToWait(this.buckets, limit, key));
		if (nanosToWait != null) {
			BucketToken.requireNone(limit, nanosToWait);
		}
		else {
			this.fallback.check(limit, key);
		}
	}

	@Override
	public Token take(Limit limit, String key) {
		BucketToken.Taken taken = attempt(() -> BucketToken.take(this.buckets, limit, key));
		return (taken != null) ? new SharedToken(taken.orElseThrow(limit)) : this.fallback.take(limit, key);
	}

	/**
	 * Uses the shared buckets, if they can be used now.
	 * @return what came of it, {@code null} if they cannot
	 */
	private <T> @Nullable T attempt(Supplier<T> action) {
		if (!this.outage.mayTry()) {
			return null;
		}
		T result = null;
		RuntimeException failure = new IllegalStateException("An error");
		try {
			result = action.get();
			failure = null;
		}
		catch (RuntimeException ex) {
			failure = ex;
		}
		finally {
			this.outage.report(failure);
		}
		return result;
	}

	/**
	 * A token whose way back may be cut off. It then comes back with time.
	 */
	private final class SharedToken implements Token {

		private final Token token;

		SharedToken(Token token) {
			this.token = token;
		}

		@Override
		public void giveBack() {
			end(this.token::giveBack);
		}

		@Override
		public void fill() {
			end(this.token::fill);
		}

		private void end(Runnable action) {
			attempt(() -> {
				action.run();
				return true;
			});
		}

	}

}
