package io.github.jwtsecurity.ratelimit;

/**
 * Where the buckets are.
 */
interface TokenStore {

	/** Without buckets. */
	TokenStore UNLIMITED = new TokenStore() {

		@Override
		public void check(Limit limit, String key) {
			// There is always one left.
		}

		@Override
		public Token take(Limit limit, String key) {
			return Token.NONE;
		}

	};

	/**
	 * Looks whether there is a token, and leaves it there.
	 * @param limit the limit
	 * @param key whose bucket
	 * @throws RateLimitExceededException if there is none
	 */
	void check(Limit limit, String key);

	/**
	 * Takes a token out of a bucket.
	 * @param limit the limit
	 * @param key whose bucket
	 * @return what was taken
	 * @throws RateLimitExceededException if there is none
	 */
	Token take(Limit limit, String key);

	/**
	 * A token that was taken.
	 */
	interface Token {

		/** For a key that has no bucket. */
		Token NONE = new Token() {

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
		 * Puts it back, unless the bucket is full already.
		 */
		void giveBack();

		/**
		 * Fills the bucket.
		 */
		void fill();

	}

}
