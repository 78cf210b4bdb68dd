package io.github.jwtsecurity.ratelimit;

class MemoryRateLimiterTests extends RateLimiterTests {

	private TokenStore store;

	@Override
	TokenStore store(BucketTime time) {
		if (this.store == null) {
			this.store = new MemoryTokenStore(10_000, time);
		}
		return this.store;
	}

}
