package io.github.jwtsecurity.token;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A source of a key set that fetches the set and keeps only its usable keys.
 */
final class CheckedKeySetSource {

	private static final Log logger = LogFactory.getLog(CheckedKeySetSource.class);

	/** The limit keeps an issuer from filling the log. */
	private static final int MAX_REPORTED = 20;

	private final KeySetFetcher fetcher;

	private final KeySetLocation location;

	private List<String> reported = List.of();

	CheckedKeySetSource(KeySetFetcher fetcher, KeySetLocation location) {
		this.fetcher = fetcher;
		this.location = location;
	}

	/**
	 * Fetches the set, with one retry after a failure. Only one thread at a time calls
	 * this method.
	 * @return the set without the keys that cannot be used
	 * @throws IOException if the issuer does not provide a set
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	JWKSet fetch() throws IOException, InterruptedException {
		try {
			return fetchOnce();
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Fetching the key set %s is retried".formatted(this.location), ex);
			return fetchOnce();
		}
	}

	private JWKSet fetchOnce() throws IOException, InterruptedException {
		VerificationKeys keys = VerificationKeys.of(parse(this.fetcher.fetch(this.location.resolve(this.fetcher))));
		report(keys);
		return new JWKSet(keys.usable());
	}

	private static List<?> parse(byte[] json) throws IOException {
		Map<String, Object> set = StrictJson.parse(json);
		if (set != null && set.get("keys") instanceof List<?> keys) {
			return keys;
		}
		throw new IOException("the response is not a key set");
	}

	private void report(VerificationKeys keys) {
		if (!keys.refused().equals(this.reported)) {
			this.reported = keys.refused();
			keys.refused()
				.stream()
				.limit(MAX_REPORTED)
				.forEach((problem) -> logger
					.warn("Part of the key set %s is not used: %s".formatted(this.location, problem)));
			if (keys.refused().size() > MAX_REPORTED) {
				logger.warn("Part of the key set %s is not used: %d more problems".formatted(this.location,
						keys.refused().size() - MAX_REPORTED));
			}
		}
		if (keys.usable().isEmpty()) {
			logger.warn("The key set %s has no usable key".formatted(this.location));
		}
	}

	@Override
	public String toString() {
		return this.location.toString();
	}

}
