package io.github.jwtsecurity.ratelimit;

/**
 * A store of buckets.
 */
interface BucketStore {

	/** A store that has no buckets and refuses nothing. */
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
			// There is no bucket.
		}

	};

	/**
	 * Checks whether there is a token, and leaves it there.
	 * @param limit the limit
	 * @param key the key of the bucket
	 * @return the number of tokens that are missing, by the last bandwidth of the limit
	 * @throws RateLimitExceededException if there is none
	 */
	long check(Limit limit, String key);

	/**
	 * Takes a token out of a bucket.
	 * @param limit the limit
	 * @param key the key of the bucket
	 * @return the token
	 * @throws RateLimitExceededException if there is none
	 */
	Token take(Limit limit, String key);

	/**
	 * Fills a bucket. A failure of the store is not thrown.
	 * @param limit the limit
	 * @param key the key of the bucket
	 */
	void fill(Limit limit, String key);

	/**
	 * A token that was taken.
	 */
	interface Token {

		/** A token of no bucket. */
		Token NONE = new Token() {

			@Override
			public long missing() {
				return 0;
			}

			@Override
			public void giveBack() {
				// It was not taken.
			}

			@Override
			public void fill() {
				// There is no bucket.
			}

		};

		/**
		 * Returns the number of tokens that were missing when this one was taken,
		 * including it, by the last bandwidth of the limit.
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
