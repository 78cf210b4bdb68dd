package io.github.jwtsecurity.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The reads of the simulated instances of {@link RevocationScaleBenchmark}: their number,
 * and the time between the end of a session and the first read of an instance, or the
 * notification, that contains it.
 */
final class SimulatedReads {

	private static final int LONGEST_MILLIS = 120_000;

	private final LongAdder statements = new LongAdder();

	private final LongAdder rows = new LongAdder();

	private final AtomicLongArray delays = new AtomicLongArray(LONGEST_MILLIS);

	private final Map<String, Instant> ended = new ConcurrentHashMap<>();

	private volatile boolean counting;

	void begin() {
		this.counting = true;
	}

	void end() {
		this.counting = false;
	}

	/**
	 * Returns the repository of one instance, which counts its statements.
	 * @param delegate the repository
	 * @param known the ids of the ended sessions that the instance knows
	 */
	SessionRepository of(SessionRepository delegate, Set<String> known) {
		return (SessionRepository) Proxy.newProxyInstance(SimulatedReads.class.getClassLoader(),
				new Class<?>[] { SessionRepository.class }, (proxy, method, arguments) -> {
					try {
						Object result = method.invoke(delegate, arguments);
						if (method.getName().equals("findEnded")) {
							count(((List<?>) result).size());
							((List<?>) result).forEach((row) -> note(((EndedSession) row).id(), known));
						}
						else if (method.getName().equals("findUnusable")) {
							count(((Collection<?>) arguments[0]).size() - ((Set<?>) result).size());
						}
						return result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	/**
	 * Finds the accounts that cannot be used, with the statement of the accounts.
	 */
	Set<String> unusableAccounts(JdbcClient jdbcClient, Collection<String> ids) {
		Set<String> unusable = new HashSet<>(ids);
		List<String> enabled = jdbcClient
			.sql("SELECT id FROM jwt_security_user WHERE id IN (:ids) AND enabled = :enabled")
			.param("ids", ids)
			.param("enabled", true)
			.query(String.class)
			.list();
		count(enabled.size());
		enabled.forEach(unusable::remove);
		return unusable;
	}

	private void count(int found) {
		if (this.counting) {
			this.statements.increment();
			this.rows.add(found);
		}
	}

	/**
	 * Notes that a session is about to be ended.
	 */
	void end(String id, Instant time) {
		this.ended.put(id, time);
	}

	/**
	 * Notes that an instance has learned of an ended session.
	 */
	void note(String id, Set<String> known) {
		Instant time = this.ended.get(id);
		if (this.counting && time != null && known.add(id)) {
			long millis = Duration.between(time, Instant.now()).toMillis();
			this.delays.incrementAndGet((int) Math.max(0, Math.min(millis, LONGEST_MILLIS - 1)));
		}
	}

	double statements() {
		return this.statements.sum();
	}

	double rows() {
		return this.rows.sum();
	}

	/**
	 * Returns the milliseconds after which a fraction of the reads had happened.
	 */
	double delay(double fraction) {
		long total = 0;
		for (int i = 0; i < LONGEST_MILLIS; i++) {
			total += this.delays.get(i);
		}
		long left = Math.max(1, (long) Math.ceil(total * fraction));
		int millis = -1;
		while (left > 0 && millis < LONGEST_MILLIS - 1) {
			left -= this.delays.get(++millis);
		}
		return millis;
	}

}
