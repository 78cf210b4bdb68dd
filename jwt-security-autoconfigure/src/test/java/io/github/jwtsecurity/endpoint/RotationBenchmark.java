package io.github.jwtsecurity.endpoint;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.session.Session;
import io.github.jwtsecurity.session.SessionService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A benchmark of the exchange of refresh tokens on PostgreSQL: the rotation alone, and
 * the whole endpoint, which also reads the account and issues an access token. The
 * reference is a transaction with the two statements that any rotation needs, which
 * change the same columns.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@Threads(4)
public class RotationBenchmark {

	@Benchmark
	public String refresh(Service service, Device device) {
		IssuedTokens tokens = Objects
			.requireNonNull(service.tokenIssuance.refresh(device.refreshToken, Client.UNKNOWN));
		device.refreshToken = tokens.refreshToken();
		return tokens.accessToken().getTokenValue();
	}

	@Benchmark
	public String rotate(Service service, Device device) {
		device.refreshToken = Objects
			.requireNonNull(service.sessions.refresh(device.refreshToken, Client.UNKNOWN, Session::id))
			.refreshToken();
		return device.refreshToken;
	}

	@Benchmark
	public String bareTransaction(Service service, Device device) {
		String next = UUID.randomUUID().toString();
		LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
		service.transaction.executeWithoutResult((status) -> {
			String current = service.jdbc.sql("SELECT token_hash FROM jwt_security_session WHERE id = :id")
				.param("id", device.sessionId)
				.query(String.class)
				.single();
			int changed = service.jdbc.sql("""
					UPDATE jwt_security_session
					SET token_hash = :next, last_used_at = :now, expires_at = :end, rotated_at = :now,
						generation = generation + 1, successor_nonce = :next
					WHERE id = :id AND token_hash = :current
					""")
				.param("next", next)
				.param("now", now)
				.param("end", now.plusDays(7))
				.param("id", device.sessionId)
				.param("current", current)
				.update();
			if (changed != 1) {
				throw new IllegalStateException("The session was changed by another thread");
			}
		});
		return next;
	}

	/**
	 * The service, with the calls that are measured.
	 */
	@State(Scope.Benchmark)
	public static class Service {

		private TokenIssuance tokenIssuance;

		private SessionService sessions;

		private AccountRepository accounts;

		private JdbcClient jdbc;

		private TransactionTemplate transaction;

		@Setup
		public void find(BenchmarkService service) {
			this.tokenIssuance = service.bean(TokenIssuance.class);
			this.sessions = service.bean(SessionService.class);
			this.accounts = service.bean(AccountRepository.class);
			this.jdbc = service.bean(JdbcClient.class);
			this.transaction = service.bean(TransactionTemplate.class);
		}

	}

	/**
	 * A device of a user. Each thread has its own session.
	 */
	@State(Scope.Thread)
	public static class Device {

		private String sessionId;

		private String refreshToken;

		@Setup
		public void logIn(Service service) {
			String userId = UUID.randomUUID().toString();
			Account account = new Account(userId, EmailAddress.of(userId + "@example.com"), "-", Instant.now(), null,
					true);
			service.accounts.insert(account);
			IssuedTokens tokens = service.tokenIssuance.begin(account, Client.UNKNOWN, null);
			this.sessionId = tokens.session().id();
			this.refreshToken = tokens.refreshToken();
		}

	}

}
