package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature and claims were found to be good, so that the next request with
 * one of them need not find out again. What changes with time is not kept: the caller
 * checks it at every request. Refused tokens never get here, so a flood of them costs no
 * place.
 */
final class VerifiedTokenCache {

	private final Cache<TokenDigest, VerifiedToken> tokens;

	/**
	 * Creates an empty cache.
	 * @param maximumSize the most tokens, none with zero
	 * @param timeToLive how long a token is kept at most
	 * @param clock tells how long a token is good
	 */
	VerifiedTokenCache(int maximumSize, Duration timeToLive, Clock clock) {
		this.tokens = Caffeine.newBuilder()
			.maximumSize(maximumSize)
			.expireAfter(Expiry.<TokenDigest, VerifiedToken>creating((digest, token) -> {
				Duration rest = Duration.between(clock.instant(), token.expiresAt());
				return (rest.compareTo(timeToLive) < 0) ? rest : timeToLive;
			}))
			.executor(Runnable::run)
			.recordStats()
			.build();
	}

	/**
	 * Finds a token by its text.
	 * @param digest the hash of the text
	 * @return the token; {@code null} if it is not here, or its key was rotated out
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
	 * The cache itself, for its meters.
	 */
	Cache<TokenDigest, VerifiedToken> tokens() {
		return this.tokens;
	}

}
