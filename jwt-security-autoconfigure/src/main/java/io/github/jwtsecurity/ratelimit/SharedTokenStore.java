package io.github.jwtsecurity.ratelimit;

import io.github.bucket4j.distributed.proxy.ProxyManager;

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
	public Token take(Limit limit, String key) {
		if (!this.outage.mayTry()) {
			return this.fallback.take(limit, key);
		}
		BucketToken.Taken taken;
		try {
			taken = BucketToken.take(this.buckets, limit, key);
			this.outage.end();
		}
		catch (RuntimeException ex) {
			this.outage.begin(ex);
			return this.fallback.take(limit, key);
		}
		return new SharedToken(taken.orElseThrow(limit));
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
			attempt(this.token::giveBack);
		}

		@Override
		public void fill() {
			attempt(this.token::fill);
		}

		private void attempt(Runnable action) {
			if (SharedTokenStore.this.outage.mayTry()) {
				try {
					action.run();
					SharedTokenStore.this.outage.end();
				}
				catch (RuntimeException ex) {
					SharedTokenStore.this.outage.begin(ex);
				}
			}
		}

	}

}
