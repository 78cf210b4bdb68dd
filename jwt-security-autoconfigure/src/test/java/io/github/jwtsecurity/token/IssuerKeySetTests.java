package io.github.jwtsecurity.token;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.Race;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IssuerKeySet} with an issuer that is slow, fails, or changes its keys:
 * a real HTTP server, real threads, and a clock that the test advances.
 */
class IssuerKeySetTests {

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

	private static final Duration DUE = Duration.ofMinutes(4);

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final Duration OUTAGE_TOLERANCE = Duration.ofHours(4);

	/**
	 * A timeout that is longer than any test, so that requests wait until the test
	 * releases the issuer.
	 */
	private static final Map<String, String> PATIENT = Map.of("jwt-security.jwk-set.read-timeout", "1m");

	private static final String REFRESH = "jwt-security-keys";

	private static final OctetKeyPair KEY = SigningKeys.ed25519("known");

	private static final String TOKEN = SigningKeys.token(KEY, "EdDSA");

	private static final String TOKEN_WITHOUT_KID = SigningKeys.token(KEY, "EdDSA", null);

	/** A forged token with a key id that is public. */
	private static final String JUNK = SigningKeys.token(SigningKeys.ed25519("known"), "EdDSA");

	private final IssuerServer issuer = new IssuerServer();

	private final KeySetStatus status = new KeySetStatus();

	private final MutableClock clock = new MutableClock();

	private final KeySetVerifier verifier = this.issuer.verifier(this.status, this.clock, PATIENT);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@BeforeEach
	void publish() {
		this.issuer.keys(KEY);
	}

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.verifier.close();
		this.issuer.close();
	}

	@Test
	void verifyWhenIssuerHangsThenKnownKeysDoNotWait() throws Exception {
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		this.clock.advance(TIME_TO_LIVE.plus(INTERVAL));
		CountDownLatch hanging = this.issuer.hold();
		List<Answer> answers = Race.run(230, (number) -> answer((number < 210) ? JUNK : TOKEN));
		assertThat(answers.subList(0, 210)).containsOnly(Answer.REFUSED);
		assertThat(answers.subList(210, 230)).containsOnly(Answer.ACCEPTED);
		assertThat(answer(TOKEN_WITHOUT_KID)).isEqualTo(Answer.ACCEPTED);
		assertThat(this.issuer.fetches()).isLessThanOrEqualTo(2);
		assertThat(this.status.snapshot().failing()).isFalse();
		hanging.countDown();
		awaitRefresh();
		assertThat(this.issuer.fetches()).isEqualTo(2);
	}

	@Test
	void verifyWhenIssuerHangsThenFewWaitForUnknownKeys() {
		answer(TOKEN);
		CountDownLatch hanging = this.issuer.hold();
		List<Future<Answer>> answers = submit(50, () -> SigningKeys.token(KEY, "EdDSA", UUID.randomUUID().toString()));
		awaitDone(answers, 40);
		assertThat(answers.stream().filter(Future::isDone).map(IssuerKeySetTests::get))
			.containsOnly(Answer.UNAVAILABLE);
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		hanging.countDown();
		assertThat(answers.stream().map(IssuerKeySetTests::get).filter((answer) -> answer != Answer.UNAVAILABLE))
			.hasSize(10)
			.containsOnly(Answer.REFUSED);
		assertThat(this.issuer.fetches()).isEqualTo(2);
	}

	@Test
	void verifyWhenThereAreTwentyKeySetsThenTheyShareTheRequestsThatMayWait() {
		try (KeySetVerifier oneOfTwenty = this.issuer.verifier(this.status, this.clock, PATIENT, 20)) {
			CountDownLatch hanging = this.issuer.hold();
			List<Future<Answer>> answers = IntStream.range(0, 20)
				.mapToObj((number) -> this.executor.submit(() -> answer(oneOfTwenty, TOKEN)))
				.toList();
			awaitDone(answers, 15);
			hanging.countDown();
			assertThat(answers.stream().map(IssuerKeySetTests::get).filter((answer) -> answer != Answer.UNAVAILABLE))
				.hasSize(5)
				.containsOnly(Answer.ACCEPTED);
			assertThat(this.issuer.fetches()).isOne();
		}
	}

	@Test
	void verifyWhenFirstKeysHangThenAHundredWaitForOneFetch() {
		CountDownLatch hanging = this.issuer.hold();
		List<Future<Answer>> answers = submit(120, () -> TOKEN);
		awaitDone(answers, 20);
		assertThat(answers.stream().filter(Future::isDone).map(IssuerKeySetTests::get))
			.containsOnly(Answer.UNAVAILABLE);
		hanging.countDown();
		assertThat(answers.stream().map(IssuerKeySetTests::get).filter(Answer.ACCEPTED::equals)).hasSize(100);
		assertThat(this.issuer.fetches()).isOne();
	}

	@Test
	void verifyWhenKeyIsNewThenWaitsForTheRefreshThatRuns() {
		answer(TOKEN);
		OctetKeyPair next = SigningKeys.ed25519("next");
		this.issuer.keys(KEY, next);
		this.clock.advance(DUE);
		CountDownLatch hanging = this.issuer.hold();
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		Awaitility.await().until(() -> this.issuer.fetches() == 2);
		List<Future<Answer>> answers = submit(10, () -> SigningKeys.token(next, "EdDSA"));
		hanging.countDown();
		assertThat(answers.stream().map(IssuerKeySetTests::get)).hasSize(10).containsOnly(Answer.ACCEPTED);
		assertThat(this.issuer.fetches()).isEqualTo(2);
	}

	@Test
	void verifyWhenSetIsDueThenOneRefreshInTheBackground() throws Exception {
		answer(TOKEN);
		this.clock.advance(DUE.minusNanos(1));
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.ACCEPTED);
		assertThat(this.issuer.fetches()).isOne();
		this.clock.advance(Duration.ofNanos(1));
		CountDownLatch hanging = this.issuer.hold();
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.ACCEPTED);
		Awaitility.await().until(() -> this.issuer.fetches() == 2);
		hanging.countDown();
		awaitRefresh();
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.ACCEPTED);
		assertThat(this.issuer.fetches()).isEqualTo(2);
	}

	/**
	 * The situation after SIGSTOP, or in a service that was not used for a long time.
	 */
	@Test
	void verifyWhenSuspendedThenFirstTokensDoNotWait() throws Exception {
		OctetKeyPair withdrawn = SigningKeys.ed25519("withdrawn");
		this.issuer.keys(KEY, withdrawn);
		answer(TOKEN);
		String old = SigningKeys.token(withdrawn, "EdDSA");
		AcceptedKey remembered = this.verifier.verify(CompactJws.of(CompactText.parse(old, new AcceptedHeaders())));
		this.issuer.keys(KEY);
		this.clock.advance(TIME_TO_LIVE.plus(OUTAGE_TOLERANCE).minusNanos(1));
		CountDownLatch hanging = this.issuer.hold();
		assertThat(Race.run((number) -> answer((number % 2 == 0) ? TOKEN : old))).containsOnly(Answer.ACCEPTED);
		assertThat(remembered.isStillAccepted()).isTrue();
		hanging.countDown();
		awaitRefresh();
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		assertThat(remembered.isStillAccepted()).isFalse();
		assertThat(answer(old)).isEqualTo(Answer.REFUSED);
	}

	@Test
	void isStillAcceptedWhenSetIsDueThenRefreshes() {
		AcceptedKey remembered = this.verifier.verify(CompactJws.of(CompactText.parse(TOKEN, new AcceptedHeaders())));
		this.issuer.keys(SigningKeys.ed25519("other"));
		assertThat(remembered.isStillAccepted()).isTrue();
		this.clock.advance(DUE);
		assertThat(remembered.isStillAccepted()).isTrue();
		awaitRefresh();
		assertThat(remembered.isStillAccepted()).isFalse();
	}

	@Test
	void verifyWhenIssuerIsDownThenKnownKeysForTheTolerance() throws Exception {
		AcceptedKey remembered = this.verifier.verify(CompactJws.of(CompactText.parse(TOKEN, new AcceptedHeaders())));
		this.issuer.down();
		this.clock.advance(TIME_TO_LIVE.plus(OUTAGE_TOLERANCE).minusNanos(1));
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.ACCEPTED);
		Awaitility.await().until(() -> this.status.snapshot().failing());
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		assertThat(answer(SigningKeys.token(KEY, "EdDSA", "later"))).isEqualTo(Answer.UNAVAILABLE);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.UNAVAILABLE);
		assertThat(remembered.isStillAccepted()).isFalse();
		assertThat(this.verifier.hasKeys()).isFalse();
		assertThat(this.verifier.keyIds()).isEmpty();
		this.issuer.up();
		this.clock.advance(INTERVAL);
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.ACCEPTED);
		assertThat(remembered.isStillAccepted()).isTrue();
		assertThat(this.verifier.keyIds()).containsExactly("known");
	}

	@Test
	void verifyWhenNoToleranceThenKeysEndWithTheirTime() {
		try (KeySetVerifier strict = this.issuer.verifier(this.status, this.clock,
				Map.of("jwt-security.jwk-set.outage-tolerance", "0s"))) {
			assertThat(answer(strict, TOKEN)).isEqualTo(Answer.ACCEPTED);
			this.issuer.down();
			this.clock.advance(TIME_TO_LIVE.minusNanos(1));
			assertThat(answer(strict, TOKEN)).isEqualTo(Answer.ACCEPTED);
			this.clock.advance(Duration.ofNanos(1));
			assertThat(answer(strict, TOKEN)).isEqualTo(Answer.UNAVAILABLE);
		}
	}

	@Test
	void verifyWhenIssuerIsDownAtFirstThenUnavailableUntilItIsUp() throws Exception {
		this.issuer.down();
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.UNAVAILABLE);
		assertThat(this.status.snapshot().failure()).isNotBlank();
		assertThat(this.status.snapshot().fetchedAt()).isNull();
		this.issuer.up();
		this.clock.advance(INTERVAL);
		assertThat(Race.run((number) -> answer(TOKEN))).containsOnly(Answer.ACCEPTED);
		assertThat(this.status.snapshot().usableKeys()).isOne();
		assertThat(this.issuer.fetches()).isOne();
	}

	@Test
	void verifyWhenFetchesFailThenTwoStartInAnIntervalAndEachTriesTwice() {
		answer(TOKEN);
		this.issuer.status(500);
		for (int interval = 1; interval <= 3; interval++) {
			this.clock.advance(TIME_TO_LIVE);
			for (int i = 0; i < 20; i++) {
				assertThat(answer(SigningKeys.token(KEY, "EdDSA", "later"))).isEqualTo(Answer.UNAVAILABLE);
				assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
			}
			assertThat(this.issuer.fetches()).isEqualTo(1 + 4 * interval);
		}
	}

	@Test
	void verifyWhenFloodOfUnknownKidsThenTwoFetchesInAnInterval() throws Exception {
		answer(TOKEN);
		List<Answer> answers = Race.run(100, (number) -> answer(SigningKeys.token(KEY, "EdDSA", "unknown" + number)));
		assertThat(answers).doesNotContain(Answer.ACCEPTED);
		for (int i = 0; i < 100; i++) {
			assertThat(answer(SigningKeys.token(KEY, "EdDSA", "unknown" + i))).isEqualTo(Answer.REFUSED);
		}
		assertThat(this.issuer.fetches()).isEqualTo(2);
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		this.clock.advance(INTERVAL);
		answer(SigningKeys.token(KEY, "EdDSA", "unknown"));
		answer(SigningKeys.token(KEY, "EdDSA", "unknown"));
		answer(SigningKeys.token(KEY, "EdDSA", "unknown"));
		assertThat(this.issuer.fetches()).isEqualTo(4);
	}

	@Test
	void verifyWhenClockIsSetBackThenFetchedAnewAndAccepted() {
		answer(TOKEN);
		answer(SigningKeys.token(KEY, "EdDSA", "unknown"));
		this.clock.advance(Duration.ofDays(-1));
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		awaitRefresh();
		assertThat(this.issuer.fetches()).isEqualTo(3);
		this.clock.advance(DUE.minusNanos(1));
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		assertThat(this.issuer.fetches()).isEqualTo(3);
	}

	@Test
	void verifyWhenClockIsSetBackAndIssuerIsDownThenKnownKeysForTheTolerance() {
		answer(TOKEN);
		this.issuer.down();
		this.clock.advance(Duration.ofDays(-1));
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		Awaitility.await().until(() -> this.status.snapshot().failing());
		this.clock.advance(TIME_TO_LIVE.plus(OUTAGE_TOLERANCE).minusNanos(1));
		assertThat(answer(TOKEN)).isEqualTo(Answer.ACCEPTED);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(answer(TOKEN)).isEqualTo(Answer.UNAVAILABLE);
	}

	@Test
	void fetchedAtWhenFetchTakesTimeThenStartOfTheFetch() {
		CountDownLatch hanging = this.issuer.hold();
		List<Future<Answer>> answers = submit(1, () -> TOKEN);
		Awaitility.await().until(() -> this.issuer.fetches() == 1);
		Duration taken = DUE.minusNanos(1);
		this.clock.advance(taken);
		hanging.countDown();
		assertThat(get(answers.get(0))).isEqualTo(Answer.ACCEPTED);
		assertThat(this.status.snapshot().fetchedAt()).isEqualTo(this.clock.instant().minus(taken));
	}

	@Test
	void fetchThenThreadsAreDaemonsThatEndWithIt() throws Exception {
		List<Thread> before = threads();
		assertThat(this.verifier.keyIds()).isEmpty();
		assertThat(threads()).isSubsetOf(before);
		CountDownLatch hanging = this.issuer.hold();
		List<Future<Answer>> answers = submit(1, () -> TOKEN);
		Awaitility.await().until(() -> this.issuer.fetches() == 1);
		List<Thread> during = threads();
		during.removeAll(before);
		assertThat(during).isNotEmpty().allMatch(Thread::isDaemon);
		Thread refresh = refresh(during);
		hanging.countDown();
		assertThat(get(answers.get(0))).isEqualTo(Answer.ACCEPTED);
		refresh.join();
	}

	@Test
	void closeWhenFetchingThenEndsIt() throws Exception {
		List<Thread> before = threads();
		this.issuer.hold();
		List<Future<Answer>> answers = submit(1, () -> TOKEN);
		Awaitility.await().until(() -> this.issuer.fetches() == 1);
		List<Thread> during = threads();
		during.removeAll(before);
		Thread refresh = refresh(during);
		this.verifier.close();
		refresh.join();
		assertThat(get(answers.get(0))).isEqualTo(Answer.UNAVAILABLE);
		assertThat(this.status.snapshot().failure()).isNull();
		assertThat(answer(TOKEN)).isEqualTo(Answer.UNAVAILABLE);
		assertThat(this.issuer.fetches()).isOne();
	}

	@Test
	void verifyWhenInterruptedThenUnavailableAndStillInterrupted() {
		this.issuer.hold();
		Thread.currentThread().interrupt();
		assertThat(answer(TOKEN)).isEqualTo(Answer.UNAVAILABLE);
		assertThat(Thread.interrupted()).isTrue();
	}

	/**
	 * There are few carrier threads. If waiting threads occupied them, all other threads
	 * would wait too.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void verifyWhenThreadsAreVirtualThenThoseThatWaitKeepNoCarrier() throws Exception {
		answer(TOKEN);
		this.clock.advance(DUE);
		CountDownLatch hanging = this.issuer.hold();
		ExecutorService virtual = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		try {
			List<CompletableFuture<Answer>> unknown = Stream
				.generate(() -> CompletableFuture
					.supplyAsync(() -> answer(SigningKeys.token(KEY, "EdDSA", UUID.randomUUID().toString())), virtual))
				.limit(50)
				.toList();
			awaitDone(unknown, 40);
			List<CompletableFuture<Answer>> known = Stream
				.generate(() -> CompletableFuture.supplyAsync(() -> answer(TOKEN), virtual))
				.limit(50)
				.toList();
			assertThat(known.stream().map(CompletableFuture::join)).containsOnly(Answer.ACCEPTED);
			hanging.countDown();
			assertThat(unknown.stream().map(CompletableFuture::join).filter(Answer.REFUSED::equals)).hasSize(10);
		}
		finally {
			virtual.shutdownNow();
		}
	}

	private List<Future<Answer>> submit(int number, Supplier<String> token) {
		return Stream.generate(token)
			.limit(number)
			.toList()
			.stream()
			.map((text) -> this.executor.submit(() -> answer(text)))
			.toList();
	}

	/**
	 * Waits until a running refresh ends.
	 */
	private void awaitRefresh() {
		Awaitility.await()
			.until(() -> this.clock.instant().equals(this.status.snapshot().fetchedAt())
					|| this.status.snapshot().failing());
	}

	private static void awaitDone(List<? extends Future<?>> answers, int number) {
		Awaitility.await().until(() -> answers.stream().filter(Future::isDone).count() == number);
	}

	private Answer answer(String token) {
		return answer(this.verifier, token);
	}

	private static Answer answer(KeySetVerifier verifier, String token) {
		try {
			verifier.verify(CompactJws.of(CompactText.parse(token, new AcceptedHeaders())));
			return Answer.ACCEPTED;
		}
		catch (InvalidTokenException ex) {
			return Answer.REFUSED;
		}
		catch (KeysUnavailableException ex) {
			return Answer.UNAVAILABLE;
		}
	}

	private static <T> T get(Future<T> future) {
		try {
			return future.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the threads that fetch key sets.
	 */
	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("HttpClient-") || thread.getName().equals(REFRESH))
			.collect(Collectors.toList());
	}

	private static Thread refresh(List<Thread> threads) {
		return threads.stream().filter((thread) -> thread.getName().equals(REFRESH)).findFirst().orElseThrow();
	}

	private enum Answer {

		ACCEPTED, REFUSED, UNAVAILABLE

	}

}
