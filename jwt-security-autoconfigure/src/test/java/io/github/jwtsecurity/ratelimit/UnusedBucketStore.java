package io.github.jwtsecurity.ratelimit;

/**
 * A store that fails if it is used.
 */
final class UnusedBucketStore implements BucketStore {

	@Override
	public long check(Limit limit, String key) {
		throw new IllegalStateException("The shared buckets were not used");
	}

	@Override
	public Token take(Limit limit, String key) {
		throw new IllegalStateException("The shared buckets were not used");
	}

	@Override
	public void fill(Limit limit, String key) {
		throw new IllegalStateException("The shared buckets were not used");
	}

}
