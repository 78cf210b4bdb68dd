package io.github.jwtsecurity.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.InvalidTokenException;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import io.github.jwtsecurity.token.TokenRevocation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

/**
 * Tests for the auto-configuration of sessions, and for its failures at start-up.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, SessionAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true");

	private final ApplicationContextRunner runnerWithDatabase = this.runner
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withPropertyValues(TestDatabase.h2().properties());

	@Test
	void startWhenEnabledThenAccessTokensEndWithTheirSession() {
		this.runnerWithDatabase.withUserConfiguration(Listener.class).run((context) -> {
			SessionService service = context.getBean(SessionService.class);
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			NewSession session = service.prepare("alice", TestSessions.CLIENT);
			service.store(session);
			String token = accessToken(context, session.session().id());
			assertThat(decoder.decode(token).getClaimAsString("sid")).isEqualTo(session.session().id());
			assertThat(service.refresh(session.refreshToken(), TestSessions.CLIENT, (found) -> "granted")).isNotNull();
			assertThat(service.end(session.session().id(), "alice", Reason.LOGOUT, TestSessions.CLIENT)).isTrue();
			assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> decoder.decode(token))
				.withMessage("The access token is revoked");
			assertThat(context.getBean(Listener.class).ended).extracting(SessionEnded::sessionId)
				.isEqualTo(session.session().id());
		});
	}

	@Test
	void decodeWhenSessionIsUnknownThenOnlyTokensOfThisServiceAreRefused() {
		String partnerSecret = "a-secret-of-the-partner-with-more-than-32-bytes";
		this.runnerWithDatabase
			.withPropertyValues("jwt-security.issuers.partner.issuer=https://partner.example",
					"jwt-security.issuers.partner.secret=" + partnerSecret,
					"jwt-security.issuers.partner.user-id-prefix=partner:")
			.run((context) -> {
				JwtDecoder decoder = context.getBean(JwtDecoder.class);
				String unknown = UUID.randomUUID().toString();
				Map<String, Object> claims = TestTokens.claims("alice");
				claims.put("sid", unknown);
				assertThat(decoder.decode(TestTokens.sign(claims)).getClaimAsString("sid")).isEqualTo(unknown);
				claims.put("iss", "https://partner.example");
				String ofPartner = TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"partner\"}",
						new JsonMapper().writeValueAsString(claims), partnerSecret);
				assertThat(decoder.decode(ofPartner).getClaimAsString("sid")).isEqualTo(unknown);
				assertThatExceptionOfType(InvalidTokenException.class)
					.isThrownBy(() -> decoder.decode(accessToken(context, unknown)))
					.withMessage("The access token is revoked");
			});
	}

	@Test
	void startWhenEnabledThenTokensWithoutASessionAreRevokedByTheirJti() {
		this.runnerWithDatabase.run((context) -> {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			AccessTokenIssuer issuer = context.getBean(AccessTokenIssuer.class);
			Jwt revoked = issuer.issue("alice", "alice@example.com", Duration.ofHours(1));
			Jwt other = issuer.issue("alice", "alice@example.com", Duration.ofHours(1));
			assertThat(context.getBean(SessionService.class)
				.revokeToken(revoked.getId(), "alice", revoked.getExpiresAt(), TestSessions.CLIENT)).isTrue();
			assertThatExceptionOfType(InvalidTokenException.class)
				.isThrownBy(() -> decoder.decode(revoked.getTokenValue()));
			assertThat(decoder.decode(other.getTokenValue())).isNotNull();
		});
	}

	@Test
	void startWhenTwoInstancesThenTheOtherRefusesWithinTheDelay() {
		ApplicationContextRunner shared = this.runnerWithDatabase
			.withPropertyValues("jwt-security.sessions.revocation-delay=200ms");
		shared.run((one) -> shared.run((other) -> assertOtherRefuses(one, other)));
	}

	@Test
	void startWhenNotificationsThenTheOtherRefusesBeforeItsNextRead() {
		TestDatabase database = TestDatabase.postgresql();
		ApplicationContextRunner shared = this.runnerWithDatabase.withPropertyValues(database.properties())
			.withPropertyValues("jwt-security.jdbc.initialize-schema=always",
					"jwt-security.sessions.revocation-delay=1m", "jwt-security.sessions.revocation-notifications=true");
		shared.run((one) -> shared.run((other) -> {
			Awaitility.await().until(() -> TestSessions.listeners(database.dataSource()).size() == 2);
			assertOtherRefuses(one, other);
		}));
	}

	@Test
	void startWhenNotificationsAreNotConfiguredThenNoListener() {
		this.runnerWithDatabase.run((context) -> assertThat(context).doesNotHaveBean(RevocationListener.class));
	}

	@Test
	void startWhenNotificationsCannotBeSentThenFails() {
		String notifications = "jwt-security.sessions.revocation-notifications=true";
		this.runnerWithDatabase.withPropertyValues(notifications)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("jwt-security.sessions.revocation-notifications is true, but the database is H2."));
		this.runner.withBean(SessionRepository.class, () -> mock(SessionRepository.class))
			.withPropertyValues(notifications)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("the sessions are in a SessionRepository of the application"));
		TestDatabase withoutFunction = TestDatabase.postgresql();
		withoutFunction.execute("ALTER FUNCTION pg_notify(TEXT, TEXT) RENAME TO pg_notify_renamed");
		this.runnerWithDatabase.withPropertyValues(withoutFunction.properties())
			.withPropertyValues(notifications, "jwt-security.jdbc.initialize-schema=always")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("but the database does not execute pg_notify"));
	}

	/**
	 * Replaces the function, which fails in this way on a standby server.
	 */
	@Test
	void startWhenNotificationsMeetServerThatOnlyReadsThenStarts() {
		TestDatabase standby = TestDatabase.postgresql();
		standby.execute("ALTER FUNCTION pg_notify(TEXT, TEXT) RENAME TO pg_notify_renamed", """
				CREATE FUNCTION pg_notify(TEXT, TEXT) RETURNS VOID LANGUAGE plpgsql
				AS 'BEGIN RAISE SQLSTATE ''25006''; END'""");
		this.runnerWithDatabase.withPropertyValues(standby.properties())
			.withPropertyValues("jwt-security.sessions.revocation-notifications=true",
					"jwt-security.jdbc.initialize-schema=always")
			.run((context) -> assertThat(context).hasSingleBean(RevocationListener.class));
	}

	@Test
	void startWhenDriverIsAnotherThenFails() {
		TestDatabase database = TestDatabase.postgresql();
		this.runner.withBean(DataSource.class, () -> withoutUnwrapping(database.dataSource()))
			.withPropertyValues("jwt-security.jdbc.initialize-schema=always",
					"jwt-security.sessions.revocation-notifications=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("the driver is not org.postgresql:postgresql"));
	}

	@Test
	void startWhenNotificationsOnOtherDatabaseThenSaysWhatToDo(CapturedOutput output) {
		assertThatThrownBy(() -> run(List.of(OneDataSource.class), "--jwt-security.secret=" + TestTokens.SECRET,
				"--jwt-security.sessions.revocation-notifications=true"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "the database is H2.", "Action:",
				"Remove jwt-security.sessions.revocation-notifications", "Use PostgreSQL with the driver");
	}

	@Test
	void startWhenBeansAreLazyThenReadsAllTheSame() {
		this.runnerWithDatabase
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				Jwt issued = context.getBean(AccessTokenIssuer.class)
					.issue("alice", "alice@example.com", Duration.ofHours(1));
				assertThat(context.getBean(JwtDecoder.class).decode(issued.getTokenValue())).isNotNull();
			});
	}

	@Test
	void startWhenNotEnabledThenNothing() {
		this.runnerWithDatabase.withPropertyValues("jwt-security.accounts.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionRepository.class)
				.doesNotHaveBean(SessionService.class)
				.doesNotHaveBean(TokenRevocation.class)
				.doesNotHaveBean(SessionMaintenance.class)
				.doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
	}

	@Test
	void startWhenRepositoryIsTheApplicationsThenBacksOffAndNeedsNoDatabaseAndNoJdbc() {
		SessionRepository own = mock(SessionRepository.class);
		ApplicationContextRunner ownRepository = this.runner.withBean(SessionRepository.class, () -> own);
		ownRepository.run((context) -> assertThat(context.getBean(SessionRepository.class)).isSameAs(own));
		ownRepository
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.boot.sql"))
			.run((context) -> assertThat(context).hasSingleBean(SessionService.class));
		this.runnerWithDatabase.withBean(SessionRepository.class, () -> own)
			.run((context) -> assertThat(context).hasSingleBean(SessionRepository.class)
				.doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
	}

	@Test
	void startWhenActuatorThenHealth() {
		this.runnerWithDatabase.run((context) -> assertThat(context).hasSingleBean(SessionHealthIndicator.class));
		this.runnerWithDatabase.withPropertyValues("management.health.jwt-security-sessions.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SessionHealthIndicator.class));
		this.runnerWithDatabase.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasSingleBean(SessionService.class)
				.doesNotHaveBean(SessionHealthIndicator.class));
	}

	@Test
	void startWhenOwnRepositoryFailsThenStartsAndTokensAreNotAcceptedUnchecked() {
		SessionRepository own = mock(SessionRepository.class);
		given(own.findEnded(any(), any(), anyInt())).willThrow(new IllegalStateException("down"));
		this.runner.withBean(SessionRepository.class, () -> own).run((context) -> {
			String token = accessToken(context, "5f0c6f0e-9b0a-4c8e-8f57-1f2d3c4b5a69");
			assertThatThrownBy(() -> context.getBean(JwtDecoder.class).decode(token))
				.isNotInstanceOf(InvalidTokenException.class)
				.hasMessage("It is not known whether the token is revoked");
			assertThat(context.getBean(JwtDecoder.class).decode(TestTokens.validFor("alice"))).isNotNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "idle-timeout=0s, idle-timeout", "absolute-timeout=6d, absolute-timeout",
			"maximum-per-user=-1, maximum-per-user", "maximum-per-user=10001, maximum-per-user",
			"reuse-grace=-1s, reuse-grace", "reuse-grace=61s, reuse-grace", "idle-timeout=10s, reuse-grace",
			"revocation-delay=99ms, revocation-delay", "revocation-grace=-1s, revocation-grace",
			"revocation-failure=maybe, revocation-failure" })
	void startWhenPropertyMakesNoSenseThenNamesIt(String property, String name) {
		this.runnerWithDatabase.withPropertyValues("jwt-security.sessions." + property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.satisfies((cause) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(name)));
	}

	@Test
	void propertiesWhenSetThenUsed() {
		this.runnerWithDatabase
			.withPropertyValues("jwt-security.sessions.idle-timeout=1h", "jwt-security.sessions.absolute-timeout=2h",
					"jwt-security.sessions.reuse-grace=0s", "jwt-security.sessions.revocation-failure=open",
					"jwt-security.sessions.revocation-delay=1m", "jwt-security.sessions.revocation-grace=0s")
			.run((context) -> {
				Session session = context.getBean(SessionService.class).prepare("alice", TestSessions.CLIENT).session();
				assertThat(session.expiresAt()).isEqualTo(session.createdAt().plus(Duration.ofHours(1)));
				assertThat(session.absoluteExpiresAt()).isEqualTo(session.createdAt().plus(Duration.ofHours(2)));
			});
	}

	@Test
	void startWhenNoSecretThenSaysWhatToSet(CapturedOutput output) {
		assertThatThrownBy(
				() -> run(List.of(OneDataSource.class), "--jwt-security.jwk-set-uri=https://issuer.example/jwks",
						"--jwt-security.jdbc.initialize-schema=always"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "no key to sign tokens with", "Action:",
				"Set jwt-security.secret");
	}

	@Test
	void startWhenNoDataSourceThenSaysWhatToAdd(CapturedOutput output) {
		assertThatThrownBy(() -> run(List.of(), "--jwt-security.secret=" + TestTokens.SECRET))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "there is no store for sessions", "no DataSource.",
				"Action:", "spring-boot-starter-jdbc", "Declare a bean of type SessionRepository");
	}

	@Test
	void startWhenTableIsMissingThenSaysHowToGetIt(CapturedOutput output) {
		assertThatThrownBy(() -> run(List.of(OneDataSource.class), "--jwt-security.secret=" + TestTokens.SECRET,
				"--jwt-security.jdbc.initialize-schema=never"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "The table jwt_security_session is missing",
				"Action:", "jwt-security.jdbc.initialize-schema");
	}

	private static void run(List<Class<?>> configurations, String... arguments) {
		new SpringApplicationBuilder(configurations.toArray(Class<?>[]::new))
			.sources(TokenAutoConfiguration.class, SessionAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.properties(Map.of("jwt-security.accounts.enabled", "true"))
			.run(arguments);
	}

	/**
	 * Asserts that an instance refuses the tokens of a session that another has ended.
	 */
	private static void assertOtherRefuses(ApplicationContext one, ApplicationContext other) {
		SessionService service = one.getBean(SessionService.class);
		NewSession session = service.prepare("alice", TestSessions.CLIENT);
		service.store(session);
		String token = accessToken(other, session.session().id());
		assertThat(other.getBean(JwtDecoder.class).decode(token)).isNotNull();
		service.end(session.session().id(), "alice", Reason.LOGOUT, TestSessions.CLIENT);
		Awaitility.await()
			.untilAsserted(() -> assertThatExceptionOfType(InvalidTokenException.class)
				.isThrownBy(() -> other.getBean(JwtDecoder.class).decode(token)));
	}

	/**
	 * Returns a data source whose connections are those of another driver.
	 */
	private static DataSource withoutUnwrapping(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = spy(super.getConnection());
				willReturn(false).given(connection).isWrapperFor(any());
				return connection;
			}

		};
	}

	/**
	 * Returns an access token as the issuer creates it, with the session's id.
	 */
	private static String accessToken(ApplicationContext context, String sessionId) {
		Jwt issued = context.getBean(AccessTokenIssuer.class).issue("alice", "alice@example.com", Duration.ofHours(1));
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("sid", sessionId);
		return TestTokens.sign("{\"alg\":\"HS256\",\"kid\":\"" + issued.getHeaders().get("kid") + "\"}",
				new JsonMapper().writeValueAsString(claims));
	}

	@Configuration(proxyBeanMethods = false)
	static class OneDataSource {

		@Bean
		DataSource first() {
			TestDatabase database = TestDatabase.h2();
			return new DriverManagerDataSource(database.url(), database.user(), database.password());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private SessionEnded ended;

		@EventListener
		void on(SessionEnded event) {
			this.ended = event;
		}

	}

}
