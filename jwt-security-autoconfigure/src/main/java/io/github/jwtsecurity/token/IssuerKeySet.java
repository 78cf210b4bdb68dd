package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.token.KeySetStatus.Snapshot;

/**
 * The last fetched key set of an issuer. Known keys are used without waiting, until the
 * set is older than the sum of its time-to-live and the outage tolerance. Each use of a
 * set close to the end of its time-to-live starts a refresh in the background. A set that
 * is not used is not fetched.
 */
final class IssuerKeySet implements KeySet {

	private static final JWKSet NONE = new JWKSet();

	private final KeySetRefresh refresh;

	private final KeySetStatus status;

	private final Clock clock;

	private final Duration refreshedAfter;

	private final Duration usableFor;

	private final Duration longestWait;

	/**
	 * Limits the number of requests that wait for the issuer, since a token can name any
	 * key. While the issuer does not respond, threads are left for the other requests.
	 */
	private final Semaphore waitingForUnknownKey;

	private final Semaphore waitingForFirstKeys;

	/**
	 * Creates a key set that was not fetched yet.
	 * @param refresh the refreshes of the set
	 * @param status the outcome of the refreshes
	 * @param properties the time limits
	 * @param requests the maximum number of HTTP requests in an attempt to fetch the set
	 * @param keySets the number of key sets of this service, which share the requests
	 * that may wait
	 * @param clock the clock
	 */
	IssuerKeySet(KeySetRefresh refresh, KeySetStatus status, KeySetProperties properties, int requests, int keySets,
			Clock clock) {
		this.waitingForUnknownKey = new Semaphore(Math.max(1, 10 / keySets));
		this.waitingForFirstKeys = new Semaphore(Math.max(1, 100 / keySets));
		this.refresh = refresh;
		this.status = status;
		this.clock = clock;
		this.refreshedAfter = properties.timeToLive().minus(properties.timeToLive().dividedBy(5));
		this.usableFor = properties.timeToLive().plus(properties.outageTolerance());
		// The time for two attempts, and a second for everything else.
		this.longestWait = properties.connectTimeout()
			.plus(properties.readTimeout())
			.multipliedBy(2L * requests)
			.plusSeconds(1);
	}

	@Override
	public JWKSet current() {
		return usable(this.status.snapshot());
	}

	@Override
	public List<JWK> select(JWKSelector selector) {
		Snapshot known = this.status.snapshot();
		JWKSet keys = usable(known);
		List<JWK> found = selector.select(keys);
		return found.isEmpty() ? selectAfterRefresh(selector, known, keys.isEmpty()) : found;
	}

	@Override
	public void request() {
		Snapshot known = this.status.snapshot();
		if (usable(known).isEmpty()) {
			this.refresh.start(known);
		}
	}

	private List<JWK> selectAfterRefresh(JWKSelector selector, Snapshot known, boolean first) {
		CountDownLatch end = this.refresh.start(known);
		if (end != null) {
			await(end, first ? this.waitingForFirstKeys : this.waitingForUnknownKey);
		}
		JWKSet keys = current();
		List<JWK> found = selector.select(keys);
		if (found.isEmpty() && (keys.isEmpty() || this.status.snapshot().failing())) {
			// The issuer may have the key, but cannot be reached at the moment.
			throw new KeysUnavailableException();
		}
		return found;
	}

	/**
	 * Returns the keys if they may still be used, and starts a refresh if one is due. If
	 * the age is negative, the clock was set back and the actual age is unknown.
	 */
	private JWKSet usable(Snapshot known) {
		Instant fetchedAt = known.fetchedAt();
		if (fetchedAt == null) {
			return NONE;
		}
		Duration age = Duration.between(fetchedAt, this.clock.instant());
		if (age.isNegative() || age.compareTo(this.refreshedAfter) >= 0) {
			this.refresh.start(known);
		}
		return (age.compareTo(this.usableFor) < 0) ? known.keys() : NONE;
	}

	private void await(CountDownLatch end, Semaphore waiting) {
		if (!waiting.tryAcquire()) {
			throw new KeysUnavailableException();
		}
		try {
			if (!end.await(this.longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new KeysUnavailableException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KeysUnavailableException(ex);
		}
		finally {
			waiting.release();
		}
	}

	@Override
	public void close() {
		this.refresh.close();
	}

}
