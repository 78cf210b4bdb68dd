package io.github.jwtsecurity.ratelimit;

/**
 * A store of token buckets.
 */
interface BucketStore {

	/** A store without buckets, which refuses nothing. */
	BucketStore UNLIMITED = new BucketStore() {

		@Override
		public long check(Limit limit, String key) {
			return 0;
		}

		@Override
		public Token take(Limit limit, String key) {
			return Token.NONE;
		}

		@Override
		public void fill(Limit limit, String key) {
			// There is no bucket to fill.
		}

	};

	/**
	 * Checks whether a token is available, without taking it.
	 * @param limit the limit
	 * @param key the key of the bucket
	 * @return the number of missing tokens, by the last bandwidth of the limit
	 * @throws RateLimitExceededException if no token is available
	 */
	long check(Limit limit, String key);

	/**
	 * Takes a token out of a bucket.
	 * @param limit the limit
	 * @param key the key of the bucket
	 * @return the token
	 * @throws RateLimitExceededException if no token is available
	 */
	Token take(Limit limit, String key);

	/**
	 * Fills a bucket. If the store fails, no exception is thrown.
	 * @param limit the limit
	 * @param key the key of the bucket
	 */
	void fill(Limit limit, String key);

	/**
	 * A token that was taken.
	 */
	interface Token {

		/** A token that belongs to no bucket. */
		Token NONE = new Token() {

			@Override
			public long missing() {
				return 0;
			}

			@Override
			public void giveBack() {
				// There is no bucket to give it back to.
			}

			@Override
			public void fill() {
				// There is no bucket to fill.
			}

		};

		/**
		 * Returns the number of tokens that were missing when this one was taken,
		 * including this one, by the last bandwidth of the limit.
		 */
		long missing();

		/**
		 * Puts this token back, unless the bucket is already full.
		 */
		void giveBack();

		/**
		 * Fills the bucket.
		 */
		void fill();

	}

}
