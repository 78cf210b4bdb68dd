package io.github.jwtsecurity.session;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.SessionAccounts;
import io.github.jwtsecurity.event.SessionAccounts.Tables;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;

/**
 * The sessions of a {@link SessionService} together with their accounts. If both are in
 * the tables of the library, they are read by one statement. This class is separate from
 * the service, so that the interface between the packages is not a part of the service's
 * own.
 *
 * @param <A> the type of an account
 * @hidden
 */
public final class AccountSessions<A> {

	private static final Log logger = LogFactory.getLog(AccountSessions.class);

	private final SessionService service;

	private final Function<String, @Nullable AccountSession<A>> query;

	/**
	 * Creates sessions with accounts.
	 * @param service the service
	 * @param repository the repository of the service
	 * @param accounts the accounts
	 */
	public AccountSessions(SessionService service, SessionRepository repository, SessionAccounts<A> accounts) {
		this.service = service;
		Tables<A> tables = accounts.tables();
		JoinedSessionQuery<A> joined = (tables != null && repository instanceof JdbcSessionRepository jdbcRepository)
				? jdbcRepository.join(tables) : null;
		this.query = (joined != null && isUsable(joined)) ? joined::findById
				: (id) -> find(repository.findById(id), accounts);
	}

	/**
	 * Returns whether the tables can be joined. Tables that were not created by the
	 * library's script may have collations that cannot be compared with each other.
	 */
	private static boolean isUsable(JoinedSessionQuery<?> joined) {
		try {
			joined.findById("");
			return true;
		}
		catch (DataAccessException ex) {
			logger.info("Sessions and accounts are read separately, since the database cannot join their tables");
			return false;
		}
	}

	private static <A> @Nullable AccountSession<A> find(@Nullable Session session, SessionAccounts<A> accounts) {
		return (session != null)
				? new AccountSession<>(session, () -> Optional.ofNullable(accounts.find(session.userId()))) : null;
	}

	/**
	 * Creates a session like {@link SessionService#prepare}.
	 * @param userId the user id
	 * @param client the origin of the request
	 * @return the session, which is not stored yet
	 */
	public NewSession prepare(String userId, Client client) {
		return this.service.prepare(userId, client);
	}

	/**
	 * Stores a session like {@link SessionService#store}.
	 * @param session the session
	 */
	public void store(NewSession session) {
		this.service.store(session);
	}

	/**
	 * Stores the first session of a user who is just created, without a look at other
	 * sessions.
	 * @param session the session
	 */
	public void storeFirst(NewSession session) {
		this.service.storeFirst(session);
	}

	/**
	 * Exchanges a refresh token like {@link SessionService#refresh}.
	 * @param <T> the type of the further result
	 * @param presented the text that was presented as a refresh token
	 * @param client the origin of the request
	 * @param grant the function that creates the further result. It is not called if
	 * there is no account, or the account is disabled
	 * @return the session and the further result; {@code null} if the token is refused
	 */
	public <T> @Nullable RefreshedSession<T> refresh(String presented, Client client, BiFunction<Session, A, T> grant) {
		return this.service.refresh(presented, client, this.query, grant);
	}

	/**
	 * Finds a session like {@link SessionService#find}, with its account.
	 * @param sessionId the id of the session
	 * @param userId the verified user id
	 * @return the session; {@code null} if there is none, or it belongs to another user
	 */
	public @Nullable AccountSession<A> find(String sessionId, String userId) {
		return this.service.find(sessionId, userId, this.query);
	}

}
