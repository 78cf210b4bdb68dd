package io.github.jwtsecurity.token;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Fetches the key set, keeps what is usable of it, and remembers how that went.
 */
final class CheckedKeySetSource implements JWKSetSource<SecurityContext> {

	private static final Log logger = LogFactory.getLog(CheckedKeySetSource.class);

	private final KeySetFetcher fetcher;

	private final KeySetStatus status;

	private final Clock clock;

	private List<String> reported = List.of();

	CheckedKeySetSource(KeySetFetcher fetcher, KeySetStatus status, Clock clock) {
		this.fetcher = fetcher;
		this.status = status;
		this.clock = clock;
	}

	@Override
	public synchronized JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refreshEvaluator, long currentTime,
			SecurityContext context) throws JWKSetRetrievalException {
		try {
			VerificationKeys keys = VerificationKeys.of(parse(this.fetcher.fetch()));
			report(keys);
			JWKSet set = new JWKSet(keys.usable());
			this.status.fetched(this.clock.instant(), set);
			return set;
		}
		catch (IOException | RuntimeException ex) {
			String reason = String.valueOf(ex.getMessage());
			this.status.failed(this.clock.instant(), reason);
			logger.warn("The key set %s could not be fetched: %s".formatted(this.fetcher, reason));
			throw new JWKSetRetrievalException(reason, ex);
		}
	}

	private static List<?> parse(byte[] json) throws IOException {
		Map<String, Object> set = StrictJson.parse(json);
		if (set != null && set.get("keys") instanceof List<?> keys) {
			return keys;
		}
		throw new IOException("the answer is not a key set");
	}

	private void report(VerificationKeys keys) {
		if (!keys.refused().equals(this.reported)) {
			this.reported = keys.refused();
			keys.refused()
				.forEach((problem) -> logger.warn("Of the key set %s, not used: %s".formatted(this.fetcher, problem)));
		}
		if (keys.usable().isEmpty()) {
			logger.warn("The key set %s has no usable key".formatted(this.fetcher));
		}
	}

	@Override
	public void close() {
	}

}
