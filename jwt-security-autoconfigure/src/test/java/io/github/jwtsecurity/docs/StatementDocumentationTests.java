package io.github.jwtsecurity.docs;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.RecordedStatements;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.endpoint.AccountApplication;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.Mailbox;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of statements in {@code docs/operations.md}, over HTTP.
 */
class StatementDocumentationTests {

	private static final Page PAGE = Page.of("docs/operations.md");

	private static final String PASSWORD = "Correct-horse-1";

	private static Mailbox mailbox;

	@BeforeAll
	static void start() {
		mailbox = Mailbox.start();
	}

	@AfterAll
	static void stop() {
		mailbox.close();
	}

	static Stream<TestDatabase> databases() {
		return Stream.of(TestDatabase.h2(), TestDatabase.postgresql());
	}

	@ParameterizedTest
	@MethodSource("databases")
	void requestsTakeTheStatementsOfTheTable(TestDatabase database) {
		String[] properties = Stream
			.concat(Stream.of(mailbox.properties()),
					Stream.of("jwt-security.audit.store=jdbc", "jwt-security.accounts.admin-authorities=SCOPE_admin"))
			.toArray(String[]::new);
		try (AccountApplication.Running application = AccountApplication.start(database,
				new Class<?>[] { MailSenderAutoConfiguration.class, Counts.class }, properties)) {
			assertThat(new Requests(application).rows()).isEqualTo(PAGE.table("request"));
		}
	}

	/**
	 * The numbers of statements and transactions of the threads that serve requests,
	 * without those of background tasks and of this test.
	 */
	static class Counts {

		private final AtomicInteger statements = new AtomicInteger();

		private final AtomicInteger ends = new AtomicInteger();

		@Bean
		BeanPostProcessor counter() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof DataSource dataSource) ? RecordedStatements.of(dataSource,
							(sql) -> count(Counts.this.statements), () -> count(Counts.this.ends)) : bean;
				}

			};
		}

		private static void count(AtomicInteger counter) {
			String thread = Thread.currentThread().getName();
			if (Stream.of("http-", "account-", "recovery-").anyMatch(thread::startsWith)) {
				counter.incrementAndGet();
			}
		}

	}

	/**
	 * One request of each kind, each with the numbers that it takes.
	 */
	private static final class Requests {

		private final AccountApplication.Running application;

		private final JsonHttp http;

		private final Counts counts;

		private final List<List<String>> rows = new ArrayList<>();

		Requests(AccountApplication.Running application) {
			this.application = application;
			this.http = application.http();
			this.counts = application.context().getBean(Counts.class);
		}

		List<List<String>> rows() {
			sessions();
			passwords();
			addresses();
			administration();
			deletion();
			return this.rows;
		}

		private void sessions() {
			String email = newAddress();
			post("/signup", 201, credentials(email, PASSWORD));
			Answer login = post("/login", 200, credentials(email, PASSWORD));
			Answer refreshed = post("/refresh", 200, Map.of("refresh_token", login.refreshToken()));
			count("POST /refresh, repeated", 200,
					() -> this.http.post("/api/auth/refresh", Map.of("refresh_token", login.refreshToken())));
			get("/me", refreshed.bearer());
			count("GET /me, unknown session", 200, () -> this.http.get("/api/auth/me", unknownSession(login)));
			get("/me/export", refreshed.bearer());
			get("/sessions", refreshed.bearer());
			logIn(email);
			String other = otherSession(refreshed);
			count("DELETE /sessions/{id}", 204, () -> delete("/sessions/" + other, refreshed));
			post("/logout", 204, Map.of(), refreshed.bearer());
			Answer last = logIn(email);
			count("DELETE /sessions", 204, () -> delete("/sessions", last));
		}

		private void passwords() {
			String email = newAddress();
			signUp(email);
			Answer login = logIn(email);
			post("/password", 204, Map.of("current_password", PASSWORD, "new_password", "Battery-staple-2"),
					login.bearer());
			post("/password/forgot", 202, Map.of("email", email));
			post("/password/reset", 204, Map.of("token", token(email), "new_password", PASSWORD));
		}

		private void addresses() {
			String email = newAddress();
			String other = newAddress();
			Answer login = signUp(email);
			post("/verify-email/resend", 202, Map.of("email", email));
			post("/verify-email", 204, Map.of("token", token(email)));
			post("/email", 202, Map.of("new_email", other, "current_password", PASSWORD), login.bearer());
			post("/email/confirm", 204, Map.of("token", token(other)));
			post("/email/revert", 204, Map.of("token", token(email)));
		}

		private void administration() {
			String address = newAddress();
			Answer user = signUp(address);
			String email = newAddress();
			this.application.context()
				.getBean(AccountService.class)
				.grant(signUp(email).userId(), "admin", Client.UNKNOWN);
			String[] admin = logIn(email).bearer();
			String account = "/accounts/" + user.userId();
			count("GET /accounts", 200, () -> this.http
				.get("/api/auth/accounts?email=" + user.json().path("user").path("email").asString(), admin));
			count("GET /accounts/{id}", 200, () -> this.http.get("/api/auth" + account, admin));
			count("GET /accounts/{id}/audit", 200, () -> this.http.get("/api/auth" + account + "/audit", admin));
			count("POST /accounts/{id}/disable", 204, () -> postNothing(account + "/disable", admin));
			count("POST /accounts/{id}/enable", 204, () -> postNothing(account + "/enable", admin));
			count("POST /accounts/{id}/reset", 202, () -> postNothing(account + "/reset", admin));
			logIn(address);
			count("DELETE /accounts/{id}/sessions", 204, () -> this.http.send("DELETE",
					"/api/auth" + account + "/sessions", BodyPublishers.noBody(), admin));
		}

		private void deletion() {
			Answer login = signUp(newAddress());
			count("DELETE /me", 204, () -> delete("/me", login));
		}

		private Answer get(String path, String... headers) {
			return count("GET " + path, 200, () -> this.http.get("/api/auth" + path, headers));
		}

		private Answer post(String path, int status, Map<String, String> body, String... headers) {
			return count("POST " + path, status, () -> this.http.post("/api/auth" + path, body, headers));
		}

		private Answer postNothing(String path, String... headers) {
			return this.http.send("POST", "/api/auth" + path, BodyPublishers.noBody(), headers);
		}

		private Answer delete(String path, Answer login) {
			return this.http.delete("/api/auth" + path, Map.of("current_password", PASSWORD), login.bearer());
		}

		private Answer count(String request, int status, Supplier<Answer> call) {
			this.counts.statements.set(0);
			this.counts.ends.set(0);
			Answer answer = call.get();
			assertThat(answer.status()).as(request + " " + answer.text()).isEqualTo(status);
			this.rows.add(List.of(request, this.counts.statements.toString(), this.counts.ends.toString()));
			return answer;
		}

		private Answer signUp(String email) {
			return this.http.post("/api/auth/signup", credentials(email, PASSWORD));
		}

		private Answer logIn(String email) {
			return this.http.post("/api/auth/login", credentials(email, PASSWORD));
		}

		/**
		 * Returns the id of a session of the user other than that of the request.
		 */
		private String otherSession(Answer login) {
			return this.http.get("/api/auth/sessions", login.bearer())
				.json()
				.path("sessions")
				.valueStream()
				.filter((session) -> !session.path("current").asBoolean())
				.findFirst()
				.orElseThrow()
				.path("id")
				.asString();
		}

		/**
		 * Returns an access token of a session that another instance has begun.
		 */
		private String[] unknownSession(Answer login) {
			String id = UUID.randomUUID().toString();
			this.application.context().getBean(JdbcClient.class).sql("""
					INSERT INTO jwt_security_session
						(id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, token_hash, generation)
					SELECT :id, user_id, created_at, last_used_at, expires_at, absolute_expires_at, 'hash', 0
					FROM jwt_security_session
					WHERE user_id = :userId
					FETCH FIRST 1 ROWS ONLY
					""").param("id", id).param("userId", login.userId()).update();
			String token = this.application.context()
				.getBean(AccessTokenIssuer.class)
				.issue(AccessTokenParameters
					.of(login.userId(), login.json().path("user").path("email").asString(), Duration.ofHours(1))
					.withSessionId(id))
				.getTokenValue();
			return new String[] { "Authorization", "Bearer " + token };
		}

		private String token(String email) {
			return mailbox.lastWithToken(email, this.application.context()).token();
		}

		private static Map<String, String> credentials(String email, String password) {
			return Map.of("email", email, "password", password);
		}

		private static String newAddress() {
			return "user-" + UUID.randomUUID() + "@example.com";
		}

	}

}
