package io.github.jwtsecurity.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.jwtsecurity.event.AfterCommit;
import io.github.jwtsecurity.event.UnusableAccounts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The sessions of recent requests. Periodically, the store is asked which of them have
 * become unusable, because their row is gone, or their account is gone or disabled: such
 * a change may be made with SQL, without a call of the library. The session of a first
 * request is looked up. A session without requests is dropped after one to two intervals
 * of {@link #removeUnused()}, and is looked up again if another request follows.
 *
 * <p>
 * A session becomes usable again when its account is enabled again: its refresh token was
 * never invalid, so its access tokens must not remain so.
 */
final class SessionWatch {

	private static final Log logger = LogFactory.getLog(SessionWatch.class);

	/** The maximum number of ids in a query. */
	private static final int BATCH_SIZE = 1_000;

	private final SessionRepository repository;

	private final UnusableAccounts unusableAccounts;

	private final Function<Jwt, @Nullable String> userIds;

	private final int maxSize;

	private final Map<UUID, WatchedSession> sessions = new ConcurrentHashMap<>();

	private final AtomicBoolean full = new AtomicBoolean();

	/**
	 * Creates an empty watch.
	 * @param repository the repository of the sessions
	 * @param unusableAccounts the accounts whose sessions are unusable
	 * @param userIds the function that returns the user id of a token
	 * @param maxSize the maximum number of sessions. Further sessions are looked up for
	 * each request
	 */
	SessionWatch(SessionRepository repository, UnusableAccounts unusableAccounts,
			Function<Jwt, @Nullable String> userIds, int maxSize) {
		this.repository = repository;
		this.unusableAccounts = unusableAccounts;
		this.userIds = userIds;
		this.maxSize = maxSize;
	}

	/**
	 * Finds the session of a request.
	 * @param id the id of the session
	 * @return the session, {@code null} if it must be looked up
	 */
	@Nullable WatchedSession find(UUID id) {
		WatchedSession session = this.sessions.get(id);
		if (session != null) {
			session.use();
		}
		return session;
	}

	/**
	 * Reads the state of the session of a request, and watches the session from then on.
	 * In a transaction, the session is watched after the commit, since its row may not be
	 * visible to others before.
	 * @param id the id of the session
	 * @param jwt the verified token of the request
	 * @return the session
	 */
	WatchedSession lookUp(UUID id, Jwt jwt) {
		WatchedSession session = new WatchedSession(id, this.userIds.apply(jwt));
		read(List.of(session));
		AfterCommit.run(() -> addIfAbsent(id, session));
		return session;
	}

	/**
	 * Adds a session that has just been stored. It replaces one that was looked up before
	 * the row was visible.
	 */
	synchronized void add(UUID id, String userId) {
		this.sessions.remove(id);
		addIfAbsent(id, new WatchedSession(id, userId));
	}

	private synchronized void addIfAbsent(UUID id, WatchedSession session) {
		if (this.sessions.size() < this.maxSize) {
			this.sessions.putIfAbsent(id, session);
		}
		else if (this.full.compareAndSet(false, true)) {
			logger.warn("More than %d sessions are in use on this instance. Each request of a further session reads its"
				.formatted(this.maxSize) + " state from the repository.");
		}
	}

	/**
	 * Reads the state of all watched sessions.
	 */
	void refresh() {
		List<WatchedSession> watched = List.copyOf(this.sessions.values());
		IntStream.iterate(0, (from) -> from < watched.size(), (from) -> from + BATCH_SIZE)
			.mapToObj((from) -> watched.subList(from, Math.min(from + BATCH_SIZE, watched.size())))
			.forEach(this::read);
	}

	private void read(List<WatchedSession> batch) {
		Set<String> unusable = this.repository.findUnusable(batch.stream().map(WatchedSession::id).toList());
		Set<String> unusableUsers = unusableUsers(
				batch.stream().map(WatchedSession::userId).filter(Objects::nonNull).collect(Collectors.toSet()));
		batch.forEach((session) -> session
			.setUsable(!unusable.contains(session.id()) && !isContained(session.userId(), unusableUsers)));
	}

	private Set<String> unusableUsers(Collection<String> userIds) {
		return userIds.isEmpty() ? Set.of() : this.unusableAccounts.among(userIds);
	}

	private static boolean isContained(@Nullable String userId, Set<String> users) {
		return userId != null && users.contains(userId);
	}

	/**
	 * Drops the sessions without a request since the last call.
	 */
	synchronized void removeUnused() {
		this.sessions.values().removeIf((session) -> !session.forgetUse());
		if (this.sessions.size() < this.maxSize) {
			this.full.set(false);
		}
	}

	int size() {
		return this.sessions.size();
	}

}
