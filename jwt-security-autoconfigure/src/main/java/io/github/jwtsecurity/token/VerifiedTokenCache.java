package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * A cache of tokens whose signature and claims were verified, so that further requests
 * with one of them are faster. The caller repeats the checks whose outcome changes with
 * time. Refused tokens are not cached, so a flood of them does not displace others.
 */
final class VerifiedTokenCache {

	/** The heap for each token. A token that takes more counts as several. */
	static final int BYTES_PER_TOKEN = 4_096;

	private final Cache<TokenDigest, VerifiedToken> tokens;

	/**
	 * Creates an empty cache.
	 * @param maximumSize the maximum number of tokens, zero for no caching. It also
	 * limits the heap of all tokens, to as many times {@link #BYTES_PER_TOKEN}: an issuer
	 * could otherwise fill the memory with few tokens
	 * @param timeToLive the maximum time that a token is cached
	 * @param clock the clock that is compared with the expiry of tokens
	 */
	VerifiedTokenCache(int maximumSize, Duration timeToLive, Clock clock) {
		this.tokens = Caffeine.newBuilder()
			.maximumWeight((long) maximumSize * BYTES_PER_TOKEN)
			.weigher((TokenDigest digest, VerifiedToken token) -> Math.max(token.heapSize(), BYTES_PER_TOKEN))
			.expireAfter(Expiry.<TokenDigest, VerifiedToken>creating((digest, token) -> {
				Duration rest = Duration.between(clock.instant(), token.expiresAt());
				return (rest.compareTo(timeToLive) < 0) ? rest : timeToLive;
			}))
			.executor(Runnable::run)
			.recordStats()
			.build();
	}

	/**
	 * Returns a cached token.
	 * @param digest the hash of the text of the token
	 * @return the token; {@code null} if it is not cached, or its key was rotated out
	 */
	@Nullable VerifiedToken find(TokenDigest digest) {
		VerifiedToken token = this.tokens.getIfPresent(digest);
		if (token != null && !token.key().isStillAccepted()) {
			this.tokens.invalidate(digest);
			return null;
		}
		return token;
	}

	void add(TokenDigest digest, VerifiedToken token) {
		this.tokens.put(digest, token);
	}

	/**
	 * Returns the underlying cache, for its metrics.
	 */
	Cache<TokenDigest, VerifiedToken> tokens() {
		return this.tokens;
	}

}
