package io.github.jwtsecurity.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import io.github.jwtsecurity.TestProperties;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.UnusableAccounts;
import io.github.jwtsecurity.token.AccessTokenLifetime;
import io.github.jwtsecurity.token.TestKeyDerivation;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The sessions of one instance of an application.
 *
 * @param service the service that begins, refreshes and ends sessions
 * @param view the ended sessions that the instance knows
 * @param events the published events
 */
record TestSessions(SessionService service, RevocationView view, List<JwtSecurityEvent> events) {

	static final Client CLIENT = new Client("192.0.2.1", "Firefox");

	static final AccessTokenLifetime LIFETIME = new AccessTokenLifetime(Duration.ofHours(24), Duration.ofSeconds(30));

	static final Duration RETENTION = RevocationView.retention(LIFETIME);

	static TestSessions of(SessionRepository repository, Clock clock, String... properties) {
		return of(repository, clock, List.of(TestTokens.SECRET), properties);
	}

	static TestSessions of(SessionRepository repository, Clock clock, List<String> secrets, String... properties) {
		SessionProperties bound = properties(properties);
		List<JwtSecurityEvent> events = new CopyOnWriteArrayList<>();
		RevocationView view = new RevocationView(repository, watch(repository), bound, LIFETIME, clock);
		SessionService service = new SessionService(repository,
				new RefreshTokenCodec(TestKeyDerivation.of(secrets.toArray(String[]::new))), view,
				new JwtSecurityEventPublisher((event) -> events.add((JwtSecurityEvent) event)), bound, clock);
		return new TestSessions(service, view, events);
	}

	static SessionProperties properties(String... properties) {
		return TestProperties.bind(SessionProperties.class, properties);
	}

	/**
	 * Returns a watch for sessions without accounts.
	 */
	static SessionWatch watch(SessionRepository repository) {
		return new SessionWatch(repository, UnusableAccounts.NONE, TestSessions::userId, 1_000);
	}

	static @Nullable String userId(Jwt token) {
		return token.getClaimAsString("user_id");
	}

	/**
	 * Returns a repository that implements only what it must.
	 */
	static SessionRepository ofTheApplication(SessionRepository delegate) {
		return (SessionRepository) Proxy.newProxyInstance(TestSessions.class.getClassLoader(),
				new Class<?>[] { SessionRepository.class },
				(proxy, method, arguments) -> method.isDefault()
						? InvocationHandler.invokeDefault(proxy, method, arguments)
						: method.invoke(delegate, arguments));
	}

	/**
	 * Returns a watch to which every session is usable until its end is read.
	 */
	static SessionWatch unawareWatch() {
		return watch((SessionRepository) Proxy.newProxyInstance(TestSessions.class.getClassLoader(),
				new Class<?>[] { SessionRepository.class }, InvocationHandler::invokeDefault));
	}

	/**
	 * Returns a repository that fails while a switch is on.
	 */
	static SessionRepository failing(SessionRepository delegate, AtomicBoolean down) {
		return intercepted(delegate, () -> {
			if (down.get()) {
				throw new DataAccessResourceFailureException("The database is down");
			}
		});
	}

	/**
	 * Returns a repository that runs an action before each call.
	 */
	static SessionRepository intercepted(SessionRepository delegate, Runnable before) {
		return (SessionRepository) Proxy.newProxyInstance(TestSessions.class.getClassLoader(),
				new Class<?>[] { SessionRepository.class }, (proxy, method, arguments) -> {
					before.run();
					try {
						return method.invoke(delegate, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	/**
	 * Returns the ids of the processes of PostgreSQL that have subscribed to the
	 * notifications in a database.
	 */
	static List<Integer> listeners(DataSource dataSource) {
		return JdbcClient.create(dataSource).sql("""
				SELECT pid FROM pg_stat_activity
				WHERE datname = CURRENT_DATABASE() AND query = 'LISTEN jwt_security_session'
				""").query(Integer.class).list();
	}

	static Session session(String userId, Instant now) {
		return new Session(UUID.randomUUID().toString(), userId,
				new Session.Times(now, now, now.plus(Duration.ofDays(7)), now.plus(Duration.ofDays(30))),
				new Session.Origin("Firefox", "192.0.2.1"),
				new Session.RefreshState(RefreshTokenCodec.hash(userId + now), 0, null, null), null);
	}

	static Jwt accessToken(String sessionId) {
		return Jwt.withTokenValue("token").header("alg", "HS256").claim("sid", sessionId).build();
	}

	NewSession start(String userId) {
		NewSession session = this.service.prepare(userId, CLIENT);
		this.service.store(session);
		return session;
	}

	RefreshedSession<String> refresh(String refreshToken) {
		return this.service.refresh(refreshToken, CLIENT, (session) -> "access token of " + session.id());
	}

	boolean isRevoked(String sessionId) {
		return this.view.isRevoked(accessToken(sessionId));
	}

}
