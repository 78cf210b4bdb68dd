package io.github.jwtsecurity.account;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.account.password.TestPasswords;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.event.SessionEnder;
import io.github.jwtsecurity.mail.MailQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of refused logins by the reason of the refusal, from the call to the
 * outcome: the reasons must not be distinguishable by time. Each reason is measured in
 * several virtual machines, since these compile the hash differently; without {@code
 * -Xbatch}, the times differ by a factor of two.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 5, jvmArgsAppend = "-Xbatch")
public class LoginBenchmark {

	@Param({ "wrong@example.com", "disabled@example.com", "unknown@example.com" })
	public String email;

	private TestPasswords passwords;

	private AccountService service;

	@Setup
	public void create() {
		AccountRepository repository = new JdbcAccountRepository(TestDatabase.h2().withTables().pool());
		String hash = TestPasswords.currentHash("argon2");
		repository.insert(new Account("1", EmailAddress.of("wrong@example.com"), hash, Instant.now(), null, true));
		repository.insert(new Account("2", EmailAddress.of("disabled@example.com"), hash, Instant.now(), null, false));
		this.passwords = TestPasswords.real(1);
		this.service = new AccountService(
				new AccountStores(repository, null, UnitOfWork.NONE, SessionEnder.NONE, MailQueue.NONE, List.of()),
				this.passwords.passwords(null), AccountServiceTests.SIGNUP, new AccountEvents((event) -> {
				}, new JwtSecurityEventPublisher((event) -> {
				})), Clock.systemUTC());
	}

	@TearDown
	public void close() {
		this.service.close();
		this.passwords.close();
	}

	@Benchmark
	public Optional<String> refused() {
		return this.service
			.logIn(new Credentials(this.email, "Wrong-horse-1", Client.UNKNOWN), AccountAttempt.granting(Account::id))
			.join();
	}

}
