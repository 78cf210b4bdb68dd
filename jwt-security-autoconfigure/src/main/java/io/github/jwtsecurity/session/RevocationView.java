package io.github.jwtsecurity.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.jwtsecurity.session.SessionProperties.RevocationFailure;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.LogText;
import io.github.jwtsecurity.token.TokenRevocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * The ended sessions whose access tokens may still be valid, and the state of the
 * sessions of recent requests, as this instance knows them. This view is read from the
 * repository periodically, so that requests do not query the repository. There are three
 * exceptions: the request is the first one of its session, the view is outdated because
 * the process was suspended, or more sessions have ended than are kept in memory. In the
 * third case, the sessions that were ended earliest are dropped, and the repository is
 * queried only for tokens that expire early enough to belong to a dropped session.
 */
final class RevocationView implements TokenRevocation {

	/**
	 * The time before the last read that is read again. It covers sessions that another
	 * instance ended with a clock that is behind, or in a transaction that was committed
	 * late.
	 */
	static final Duration OVERLAP = Duration.ofSeconds(60);

	/** The {@link #OVERLAP} of every sweep, for long transactions. */
	private static final Duration LATE_COMMITS = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(RevocationView.class);

	private static final int PAGE_SIZE = 5_000;

	private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

	private final SessionRepository repository;

	private final SessionWatch watch;

	private final SessionProperties properties;

	private final Duration lifetime;

	private final Duration retention;

	private final Clock clock;

	private final RevokedIds ids;

	private final RevocationHints hints = new RevocationHints();

	private final ReadingLock lock;

	private final LookUpLimit lookUps;

	private volatile @Nullable Instant readAt;

	private final AtomicBoolean incomplete = new AtomicBoolean();

	private final AtomicBoolean failing = new AtomicBoolean();

	private final AtomicBoolean unusable = new AtomicBoolean();

	private Instant nextSweep = Instant.EPOCH;

	/**
	 * Creates an empty view.
	 * @param repository the repository of the sessions
	 * @param watch the sessions of recent requests
	 * @param properties the properties, with the maximum age of the view
	 * @param lifetime the lifetime of the access tokens of sessions
	 * @param clock the clock
	 */
	RevocationView(SessionRepository repository, SessionWatch watch, SessionProperties properties,
			AccessTokenLifetime lifetime, Clock clock) {
		this(repository, watch, properties, lifetime, clock, Limits.DEFAULT);
	}

	RevocationView(SessionRepository repository, SessionWatch watch, SessionProperties properties,
			AccessTokenLifetime lifetime, Clock clock, Limits limits) {
		this.repository = repository;
		this.watch = watch;
		this.properties = properties;
		this.lifetime = lifetime.lifetime();
		this.retention = retention(lifetime);
		this.clock = clock;
		this.ids = new RevokedIds(limits.maxSize());
		this.lock = new ReadingLock(limits.longestWait());
		this.lookUps = new LookUpLimit(limits.longestWait());
	}

	/**
	 * Returns the time for which access tokens can be valid after the end of their
	 * session. An instance with a different clock may have issued a token just after the
	 * end.
	 */
	static Duration retention(AccessTokenLifetime lifetime) {
		return lifetime.acceptedFor().plus(OVERLAP);
	}

	/**
	 * Returns whether a token is revoked. A token of a session whose lifetime is longer
	 * than the configured one is also refused, since the end of its session may no longer
	 * be in memory, and its row may be deleted.
	 */
	@Override
	public boolean isRevoked(Jwt jwt) {
		Object sid = jwt.getClaims().get("sid");
		if (sid != null && livesTooLong(jwt)) {
			return true;
		}
		Object id = (sid != null) ? sid : jwt.getClaims().get(JwtClaimNames.JTI);
		UUID key = (id instanceof String text) ? toKey(text) : null;
		return key != null && isEnded(key, jwt, sid != null);
	}

	private boolean livesTooLong(Jwt jwt) {
		Instant issuedAt = jwt.getIssuedAt();
		Instant expiresAt = jwt.getExpiresAt();
		return issuedAt != null && expiresAt != null
				&& Duration.between(issuedAt, expiresAt).compareTo(this.lifetime) > 0;
	}

	/**
	 * Returns whether the session of a token, or the token itself, has ended. The ids and
	 * the sessions are read after the state of the view, so that they are at least as
	 * recent as the state. The hints are read before the ids, since a confirmed hint is
	 * removed once its id is among these.
	 */
	private boolean isEnded(UUID key, Jwt jwt, boolean ofSession) {
		boolean usable = isUsable();
		if (this.hints.contains(key) || this.ids.contains(key) || (ofSession && isUnusable(key, jwt, usable))) {
			return true;
		}
		if (mayBeDropped(neededUntil(jwt, ofSession))) {
			return isEndedInRepository(key);
		}
		return !usable && refuseUnlessOpen();
	}

	/**
	 * Returns whether a session is known to be unusable. The session of a first request
	 * is looked up, unless the repository is known to fail: the session is then treated
	 * like any other one, and looked up later.
	 */
	private boolean isUnusable(UUID key, Jwt jwt, boolean usable) {
		WatchedSession session = this.watch.find(key);
		if (session == null && usable && !this.failing.get()) {
			session = lookUp(key, jwt);
		}
		return session != null && !session.isUsable();
	}

	private @Nullable WatchedSession lookUp(UUID key, Jwt jwt) {
		try {
			return this.lookUps.run(() -> this.watch.lookUp(key, jwt), this::failLate);
		}
		catch (RuntimeException ex) {
			fail(ex);
			return null;
		}
	}

	/**
	 * Returns the earliest time until which an entry for the session of a token, or for
	 * the token itself, is needed: a session is needed until its last token has expired.
	 */
	private @Nullable Instant neededUntil(Jwt jwt, boolean ofSession) {
		Instant expiresAt = jwt.getExpiresAt();
		return (expiresAt == null || ofSession) ? expiresAt : expiresAt.plus(this.retention);
	}

	private boolean mayBeDropped(@Nullable Instant neededUntil) {
		long droppedUntil = this.ids.droppedUntil();
		return droppedUntil > 0 && (neededUntil == null || neededUntil.getEpochSecond() < droppedUntil);
	}

	private boolean refuseUnlessOpen() {
		if (this.unusable.compareAndSet(false, true)) {
			logger.warn("The sessions could not be read for longer than jwt-security.sessions.revocation-grace: "
					+ (isOpen() ? "access tokens are accepted without being checked for revocation"
							: "access tokens of sessions are answered with 503"));
		}
		if (isOpen()) {
			return false;
		}
		throw new IllegalStateException("The sessions could not be read since " + this.readAt);
	}

	private boolean isEndedInRepository(UUID key) {
		try {
			Session session = this.repository.findById(key.toString());
			return session != null && session.endedAt() != null;
		}
		catch (RuntimeException ex) {
			if (isOpen()) {
				return false;
			}
			throw ex;
		}
	}

	/**
	 * Returns whether the view is recent enough to tell which sessions have ended. If it
	 * is too old although the last read succeeded, the process was suspended, so the view
	 * is read first.
	 */
	boolean isUsable() {
		if (isTooOld() && !this.failing.get()) {
			this.lock.runInRequest(this::readIfTooOld, this::noteHanging);
		}
		return !isTooOld();
	}

	private void readIfTooOld() {
		if (isTooOld() && !this.failing.get()) {
			read();
		}
	}

	/**
	 * Marks a read that hangs as failed until it completes, so that no further request
	 * waits for it.
	 */
	private void noteHanging() {
		if (isTooOld()) {
			failLate();
		}
	}

	private void failLate() {
		fail(new IllegalStateException("reading them takes too long"));
	}

	private boolean isTooOld() {
		Duration age = age();
		return age == null
				|| age.compareTo(this.properties.revocationDelay().plus(this.properties.revocationGrace())) > 0;
	}

	/**
	 * Returns the age of the view.
	 * @return the time since the last read, {@code null} if there was none
	 */
	@Nullable Duration age() {
		Instant time = this.readAt;
		return (time != null) ? Duration.between(time, this.clock.instant()) : null;
	}

	/**
	 * Returns whether all ended sessions whose access tokens may still be valid are in
	 * memory.
	 */
	boolean isComplete() {
		return isComplete(this.clock.instant());
	}

	private boolean isComplete(Instant now) {
		return this.ids.droppedUntil() <= now.getEpochSecond();
	}

	boolean isOpen() {
		return this.properties.revocationFailure() == RevocationFailure.OPEN;
	}

	int size() {
		return this.ids.size();
	}

	/**
	 * Adds a session that this instance has stored, whose first request is then not
	 * delayed by a look-up.
	 */
	void begin(Session session) {
		UUID key = toKey(session.id());
		if (key != null) {
			this.watch.add(key, session.userId());
		}
	}

	/**
	 * Adds a session that this instance has ended, without waiting for the next
	 * {@link #refresh()}.
	 */
	void add(EndedSession session) {
		add(session, this.clock.instant());
	}

	private void add(EndedSession session, Instant now) {
		UUID key = toKey(session.id());
		long neededUntil = neededUntil(session);
		if (key != null && neededUntil > now.getEpochSecond()) {
			this.ids.add(key, neededUntil);
			noteDropped(now);
		}
	}

	/**
	 * Returns the sessions that have ended according to a notification. Each counts as
	 * ended until a sweep that began after the notification is complete.
	 */
	RevocationHints hints() {
		return this.hints;
	}

	/**
	 * Reads the sessions that have ended since the last read, and the state of the
	 * sessions of recent requests. This method never throws: the outcome is in the log
	 * and in the state of the view.
	 */
	void refresh() {
		this.lock.run(this::read);
	}

	private void read() {
		Instant now = this.clock.instant();
		try {
			boolean swept = sweep(now);
			Set<UUID> decided = swept ? this.hints.ids() : Set.of();
			Instant last = this.readAt;
			read((last != null) ? last.minus(swept ? LATE_COMMITS : OVERLAP) : Instant.EPOCH, now);
			readWatched(swept);
			this.hints.removeAll(decided);
			succeed(now);
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void read(Instant since, Instant now) {
		Instant from = since;
		String afterId = "";
		List<EndedSession> page;
		do {
			page = this.repository.findEnded(from, afterId, PAGE_SIZE);
			for (EndedSession session : page) {
				add(session, now);
				from = session.endedAt();
				afterId = session.id();
			}
		}
		while (page.size() == PAGE_SIZE);
	}

	/**
	 * Reads the state of the sessions of recent requests. While the repository fails,
	 * none is dropped, since it could not be looked up again.
	 */
	private void readWatched(boolean swept) {
		if (swept) {
			this.watch.removeUnused();
		}
		this.watch.refresh();
	}

	private void succeed(Instant now) {
		this.readAt = now;
		if (isComplete(now) && this.incomplete.compareAndSet(true, false)) {
			logger.info("All ended sessions are in memory again");
		}
		if (this.failing.compareAndSet(true, false)) {
			logger.info("The sessions can be read again");
		}
		this.unusable.set(false);
	}

	private void fail(RuntimeException ex) {
		if (this.failing.compareAndSet(false, true)) {
			logger.warn("The sessions cannot be read, so access tokens are checked with what was known at %s: %s"
				.formatted(this.readAt, LogText.of(NestedExceptionUtils.getMostSpecificCause(ex).toString())));
			logger.debug("The failure", ex);
		}
	}

	private void noteDropped(Instant now) {
		if (!isComplete(now) && this.incomplete.compareAndSet(false, true)) {
			logger.warn("Not all ended sessions whose access tokens may still be valid fit in memory. The repository"
					+ " is queried for requests with the oldest access tokens, which expire before "
					+ Instant.ofEpochSecond(this.ids.droppedUntil())
					+ " or later, if even more sessions are ended. A shorter"
					+ " jwt-security.accounts.access-token-lifetime reduces their number.");
		}
	}

	private boolean sweep(Instant now) {
		if (now.isBefore(this.nextSweep)) {
			return false;
		}
		this.nextSweep = now.plus(SWEEP_INTERVAL);
		this.ids.removeUnneeded(now.getEpochSecond());
		return true;
	}

	private long neededUntil(EndedSession session) {
		return session.expiresAt().plus(this.retention).getEpochSecond() + 1;
	}

	/**
	 * Returns the key of the id of a session or token, {@code null} if it is not a UUID.
	 */
	static @Nullable UUID toKey(String id) {
		try {
			return (id.length() == 36) ? UUID.fromString(id) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * The limits of a view.
	 *
	 * @param maxSize the maximum number of ended sessions in memory
	 * @param longestWait the longest time that a request waits for a read by another
	 * thread
	 */
	record Limits(int maxSize, Duration longestWait) {

		private static final Limits DEFAULT = new Limits(1_000_000, Duration.ofSeconds(3));

	}

}
