package io.github.jwtsecurity.ratelimit;

/**
 * Where the buckets are.
 */
interface TokenStore {

	/** Without buckets. */
	TokenStore UNLIMITED = new TokenStore() {

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
	 * Looks whether there is a token, and leaves it there.
	 * @param limit the limit
	 * @param key whose bucket
	 * @return the number of tokens that are missing, by the last bandwidth of the limit
	 * @throws RateLimitExceededException if there is none
	 */
	long check(Limit limit, String key);

	/**
	 * Takes a token out of a bucket.
	 * @param limit the limit
	 * @param key whose bucket
	 * @return what was taken
	 * @throws RateLimitExceededException if there is none
	 */
	Token take(Limit limit, String key);

	/**
	 * Fills a bucket. It throws nothing because of the store.
	 * @param limit the limit
	 * @param key whose bucket
	 */
	void fill(Limit limit, String key);

	/**
	 * A token that was taken.
	 */
	interface Token {

		/** For a key that has no bucket. */
		Token NONE = new Token() {

			@Override
			public long missing() {
				return 0;
			}

			@Override
			public void giveBack() {
				// Was not taken.
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
		 * Puts it back, unless the bucket is full already.
		 */
		void giveBack();

		/**
		 * Fills the bucket.
		 */
		void fill();

	}

}
