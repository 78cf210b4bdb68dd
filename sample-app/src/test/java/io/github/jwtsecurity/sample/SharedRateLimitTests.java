package io.github.jwtsecurity.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

import io.github.jwtsecurity.sample.Accounts.Login;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with three instances of the application that share a database and a store of rate
 * limits. Each call comes from a different address, unless the test is about addresses.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SharedRateLimitTests {

	static final int PER_ACCOUNT = 5;

	private static final int LOGINS_PER_ADDRESS = 8;

	private static final int SIGNUPS_PER_ADDRESS = 4;

	private static final int REFRESHES_PER_ADDRESS = 7;

	private static final int AT_ONCE = 30;

	static final String WRONG = "Wrong-horse-1";

	private EmbeddedPostgres database;

	private final List<PostgresInstance> instances = new ArrayList<>();

	@BeforeAll
	void start() throws Exception {
		List<String> arguments = new ArrayList<>(List.of(startStore()));
		// With this period, no attempt is restored during a test.
		Collections.addAll(arguments, "--jwt-security.rate-limit.login.per-account=" + PER_ACCOUNT + "/1d",
				"--jwt-security.rate-limit.login.per-address=" + LOGINS_PER_ADDRESS + "/1d",
				"--jwt-security.rate-limit.signup.per-address=" + SIGNUPS_PER_ADDRESS + "/1d",
				"--jwt-security.rate-limit.refresh.per-address=" + REFRESHES_PER_ADDRESS + "/1d",
				"--server.forward-headers-strategy=native");
		this.database = EmbeddedPostgres.start();
		for (int i = 0; i < 3; i++) {
			this.instances.add(PostgresInstance.start(this.database, arguments.toArray(String[]::new)));
		}
	}

	@AfterAll
	void stop() throws Exception {
		this.instances.forEach(PostgresInstance::close);
		if (this.database != null) {
			this.database.close();
		}
		stopStore();
	}

	/**
	 * Starts the shared store.
	 * @return the arguments that configure the instances to use it
	 */
	abstract String[] startStore();

	abstract void stopStore();

	@Test
	void loginsThatFailAtOnceAreLimitedTogether() throws Exception {
		assertLimitedTogether();
	}

	final void assertLimitedTogether() throws Exception {
		String email = Accounts.newEmail();
		Login owner = signUp(email);
		List<HttpStatus> statuses = atOnce(
				(accounts, number) -> accounts.from(Accounts.newAddress()).post("login", email, WRONG));
		assertThat(statuses).containsOnly(HttpStatus.UNAUTHORIZED, HttpStatus.TOO_MANY_REQUESTS)
			.filteredOn(HttpStatus.UNAUTHORIZED::equals)
			.hasSize(PER_ACCOUNT);
		String other = Accounts.newEmail();
		signUp(other);
		for (Accounts accounts : everywhere()) {
			assertLimited(accounts.post("login", email, Accounts.PASSWORD));
			accounts.post("login", other, Accounts.PASSWORD).expectStatus().isOk();
			assertAlive(accounts.login(owner.user().id(), owner.user().token(), owner.refreshToken()));
		}
	}

	@Test
	void successAtOneForgetsTheFailuresAtTheOthers() {
		String email = Accounts.newEmail();
		signUp(email);
		for (Accounts successful : everywhere()) {
			for (int i = 1; i < PER_ACCOUNT; i++) {
				Accounts failing = everywhere().get(i % 3);
				Problems.assertProblem(failing.post("login", email, WRONG), HttpStatus.UNAUTHORIZED,
						"invalid_credentials");
			}
			successful.post("login", email, Accounts.PASSWORD).expectStatus().isOk();
		}
	}

	@Test
	void knownDeviceIsLetInEverywhereWhileStrangersFail() throws Exception {
		String email = Accounts.newEmail();
		String deviceToken = Accounts.deviceToken(everywhere().get(0).post("signup", email, Accounts.PASSWORD));
		for (Accounts owner : everywhere()) {
			atOnce((accounts, number) -> accounts.from(Accounts.newAddress()).post("login", email, WRONG));
			everywhere().forEach((accounts) -> assertLimited(accounts.post("login", email, Accounts.PASSWORD)));
			owner.logIn(email, Accounts.PASSWORD, deviceToken).expectStatus().isOk();
		}
	}

	@Test
	void loginsThatFailOnAKnownDeviceAreLimitedTogether() throws Exception {
		String email = Accounts.newEmail();
		String deviceToken = Accounts.deviceToken(everywhere().get(0).post("signup", email, Accounts.PASSWORD));
		List<HttpStatus> statuses = atOnce(
				(accounts, number) -> accounts.from(Accounts.newAddress()).logIn(email, WRONG, deviceToken));
		assertThat(statuses).containsOnly(HttpStatus.UNAUTHORIZED, HttpStatus.TOO_MANY_REQUESTS)
			.filteredOn(HttpStatus.UNAUTHORIZED::equals)
			.hasSize(PER_ACCOUNT);
		for (Accounts accounts : everywhere()) {
			assertLimited(accounts.logIn(email, Accounts.PASSWORD, deviceToken));
			accounts.post("login", email, Accounts.PASSWORD).expectStatus().isOk();
		}
	}

	@Test
	void loginsThatFailFromOneAddressAreLimitedTogether() throws Exception {
		String email = Accounts.newEmail();
		signUp(email);
		String address = Accounts.newAddress();
		List<HttpStatus> statuses = atOnce(
				(accounts, number) -> accounts.from(address).post("login", Accounts.newEmail(), WRONG));
		assertThat(statuses).containsOnly(HttpStatus.UNAUTHORIZED, HttpStatus.TOO_MANY_REQUESTS)
			.filteredOn(HttpStatus.UNAUTHORIZED::equals)
			.hasSize(LOGINS_PER_ADDRESS);
		for (Accounts accounts : everywhere()) {
			assertLimited(accounts.from(address).post("login", email, Accounts.PASSWORD));
			accounts.post("login", email, Accounts.PASSWORD).expectStatus().isOk();
		}
	}

	@Test
	void signupsFromOneAddressAreLimitedTogether() throws Exception {
		String address = Accounts.newAddress();
		List<HttpStatus> statuses = atOnce(
				(accounts, number) -> accounts.from(address).post("signup", Accounts.newEmail(), Accounts.PASSWORD));
		assertThat(statuses).containsOnly(HttpStatus.CREATED, HttpStatus.TOO_MANY_REQUESTS)
			.filteredOn(HttpStatus.CREATED::equals)
			.hasSize(SIGNUPS_PER_ADDRESS);
		for (Accounts accounts : everywhere()) {
			assertLimited(accounts.from(address).post("signup", Accounts.newEmail(), Accounts.PASSWORD));
			accounts.post("signup", Accounts.newEmail(), Accounts.PASSWORD).expectStatus().isCreated();
		}
	}

	@Test
	void refreshesFromOneAddressAreLimitedTogether() throws Exception {
		Login login = signUp(Accounts.newEmail());
		String repeated = signUp(Accounts.newEmail()).refreshToken();
		String address = Accounts.newAddress();
		List<HttpStatus> statuses = atOnce((accounts, number) -> accounts.from(address).refresh(repeated));
		assertThat(statuses).containsOnly(HttpStatus.OK, HttpStatus.TOO_MANY_REQUESTS)
			.filteredOn(HttpStatus.OK::equals)
			.hasSize(REFRESHES_PER_ADDRESS);
		for (Accounts accounts : everywhere()) {
			assertLimited(accounts.from(address).refresh(login.refreshToken()));
			login = accounts.login(accounts.refresh(login.refreshToken()));
		}
	}

	final List<PostgresInstance> instances() {
		return this.instances;
	}

	/**
	 * Returns clients of the instances, each with a new address.
	 */
	final List<Accounts> everywhere() {
		return this.instances.stream().map((instance) -> instance.accounts().from(Accounts.newAddress())).toList();
	}

	final Login signUp(String email) {
		Accounts accounts = everywhere().get(0);
		return accounts.login(accounts.post("signup", email, Accounts.PASSWORD));
	}

	static void assertLimited(ResponseSpec response) {
		Problems.assertProblem(response, HttpStatus.TOO_MANY_REQUESTS, "rate_limited");
		response.expectHeader().value(HttpHeaders.RETRY_AFTER, (seconds) -> assertThat(seconds).matches("[1-9]\\d*"));
	}

	private static void assertAlive(Login login) {
		login.get("/api/auth/me").expectStatus().isOk();
		login.get("/api/%s/tasks".formatted(login.user().id())).expectStatus().isOk();
	}

	/**
	 * Makes calls at the same time, distributed over the instances.
	 * @return the status of each response
	 */
	private List<HttpStatus> atOnce(BiFunction<Accounts, Integer, ResponseSpec> call) throws Exception {
		CyclicBarrier start = new CyclicBarrier(AT_ONCE);
		ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
		try {
			List<Callable<HttpStatus>> calls = new ArrayList<>();
			for (int i = 0; i < AT_ONCE; i++) {
				int number = i;
				Accounts accounts = this.instances.get(i % this.instances.size()).accounts();
				calls.add(() -> {
					start.await();
					return status(call.apply(accounts, number));
				});
			}
			List<HttpStatus> statuses = new ArrayList<>();
			for (Future<HttpStatus> status : executor.invokeAll(calls)) {
				statuses.add(status.get());
			}
			return statuses;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static HttpStatus status(ResponseSpec response) {
		return HttpStatus.valueOf(response.returnResult().getStatus().value());
	}

}
