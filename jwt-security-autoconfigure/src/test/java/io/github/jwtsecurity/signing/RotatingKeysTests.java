package io.github.jwtsecurity.signing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jwtsecurity.DebugLog;
import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.jdbc.StoreException;
import io.github.jwtsecurity.token.SigningKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RotatingKeys} of one or two instances.
 */
@ExtendWith(OutputCaptureExtension.class)
class RotatingKeysTests {

	private static final Duration ROTATION = Duration.ofDays(90);

	private static final Duration LEAD_TIME = Duration.ofDays(1);

	/** The time for which a key is kept after it has signed its last token. */
	private static final Duration KEPT = TestKeys.LIFETIME.plusSeconds(30).plus(KeyRotation.MARGIN);

	private static final Duration MOMENT = Duration.ofMillis(1);

	/** On two processors, only one task of the common pool may block. */
	private static final Executor OWN_THREAD = (task) -> new Thread(task).start();

	private static final String OLD_SECRET = "old-" + TestTokens.SECRET;

	private static final String NEW_SECRET = "new-" + TestTokens.SECRET;

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = TestDatabase.h2().withTables().pool();

	private final UnreliableDataSource dataSource = new UnreliableDataSource(this.pool);

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void initializeWhenStoreIsEmptyThenFirstKeySignsAtOnce() {
		TestKeys keys = keys().initialize();
		assertThat(keys.published()).containsExactly(keys.current());
		assertThat(keys().initialize().current()).isEqualTo(keys.current());
	}

	@Test
	void rotateThenNextKeyIsPublishedForTheLeadTimeBeforeItSigns() {
		TestKeys keys = keys().initialize();
		String first = keys.current();
		this.clock.advance(ROTATION.minus(LEAD_TIME).minus(MOMENT));
		assertThat(keys.rotate().published()).containsExactly(first);
		this.clock.advance(MOMENT);
		assertThat(keys.rotate().published()).hasSize(2).startsWith(first);
		String second = keys.published().get(1);
		this.clock.advance(LEAD_TIME.minus(MOMENT));
		assertThat(keys.rotate().current()).isEqualTo(first);
		this.clock.advance(MOMENT);
		assertThat(keys.current()).isEqualTo(second);
		assertThat(keys.rotate().published()).containsExactly(first, second);
	}

	@Test
	void rotateThenKeyIsRemovedOnceItsLastTokenHasEnded() {
		TestKeys keys = keys().initialize();
		String first = keys.current();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		keys.rotate();
		this.clock.advance(LEAD_TIME.plus(KEPT));
		assertThat(keys.rotate().published()).hasSize(2).contains(first);
		this.clock.advance(MOMENT);
		assertThat(keys.rotate().published()).hasSize(1).doesNotContain(first);
		assertThat(keys.current()).isNotEqualTo(first);
	}

	@Test
	void currentWhenTokenHasALongerLifetimeThenKeyIsKeptForIt() {
		TestKeys keys = keys().initialize();
		String first = keys.current();
		assertThat(TestKeys.kid(keys.keys().current(Duration.ofDays(30)))).isEqualTo(first);
		TestKeys other = keys().initialize();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		other.rotate();
		this.clock.advance(LEAD_TIME.plus(Duration.ofDays(30)));
		assertThat(other.rotate().published()).hasSize(2).contains(first);
		this.clock.advance(KEPT);
		assertThat(other.rotate().published()).hasSize(1).doesNotContain(first);
	}

	@Test
	void currentWhenLifetimeIsCoveredThenStoreIsNotQueried() {
		TestKeys keys = keys().initialize();
		Duration lifetime = TestKeys.LIFETIME.plusMillis(1);
		keys.keys().current(lifetime);
		int connections = this.dataSource.connections();
		keys.keys().current(lifetime);
		keys.keys().current(TestKeys.LIFETIME);
		assertThat(this.dataSource.connections()).isEqualTo(connections);
		assertThat(keys.keys().keys().newest().tokenLifetime()).isEqualTo(TestKeys.LIFETIME.plusSeconds(1));
	}

	@Test
	void currentWhenTransactionIsRolledBackThenLifetimeIsStillRecorded() {
		TestKeys keys = keys().initialize();
		new TransactionTemplate(new JdbcTransactionManager(this.dataSource)).executeWithoutResult((status) -> {
			keys.keys().current(Duration.ofDays(30));
			status.setRollbackOnly();
		});
		assertThat(keys().initialize().keys().keys().newest().tokenLifetime()).isEqualTo(Duration.ofDays(30));
	}

	@Test
	void initializeWhenTokensLiveLongerThanBeforeThenKeysAreKeptForThem() {
		keys().initialize();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		keys().initialize();
		TestKeys keys = TestKeys.of(this.dataSource, this.clock, Duration.ofDays(7)).initialize();
		assertThat(keys.keys().keys().keys()).extracting((key) -> key.stored().tokenLifetime())
			.containsExactly(Duration.ofDays(7), Duration.ofDays(7));
	}

	@Test
	void currentWhenFirstKeyIsNewThenItsPredecessorSigns() {
		SigningKey predecessor = TestKeys.keyOfFile();
		TestKeys keys = keys().initialize(predecessor);
		TestKeys other = keys().initialize(predecessor);
		String first = keys.published().get(0);
		this.clock.advance(LEAD_TIME.minus(MOMENT));
		assertThat(keys.keys().current(TestKeys.SHORT)).isSameAs(predecessor);
		assertThat(other.keys().current(Duration.ofDays(30))).isSameAs(predecessor);
		this.clock.advance(MOMENT);
		assertThat(TestKeys.kid(keys.keys().current(TestKeys.SHORT))).isEqualTo(first);
		assertThat(TestKeys.kid(other.keys().current(TestKeys.SHORT))).isEqualTo(first);
	}

	@Test
	void initializeAfterARestartThenTheSameKeysAndLateRotation() {
		TestKeys before = keys().initialize();
		String first = before.current();
		this.clock.advance(Duration.ofDays(400));
		TestKeys after = keys().initialize();
		assertThat(after.current()).isEqualTo(first);
		assertThat(after.published()).hasSize(2);
		this.clock.advance(LEAD_TIME);
		assertThat(after.current()).isEqualTo(after.published().get(1));
	}

	@Test
	void rotateWhenDatabaseIsAwayThenKnownKeysStayInUse(CapturedOutput output) {
		TestKeys keys = keys().initialize();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		List<String> published = keys.rotate().published();
		this.dataSource.down(true);
		IntStream.range(0, 3).forEach((number) -> {
			this.clock.advance(RotatingKeys.READ_INTERVAL);
			keys.rotate();
		});
		assertThat(keys.published()).isEqualTo(published);
		this.clock.advance(LEAD_TIME);
		assertThat(keys.current()).isEqualTo(published.get(1));
		assertThat(output.getAll().split("The known keys stay in use", -1)).hasSize(2);
		assertThat(output).doesNotContain("password=secret").doesNotContain("can be used again");
		this.dataSource.down(false);
		keys.rotate();
		assertThat(output).contains("The signing keys can be used again");
	}

	@Test
	void rotateWhenDatabaseIsReadOnlyThenReportedOnce(CapturedOutput output) {
		TestKeys keys = keys().initialize();
		String first = keys.current();
		this.dataSource.readOnly(true);
		this.clock.advance(ROTATION);
		DebugLog.during(KeyCache.class, () -> IntStream.range(0, 3).forEach((number) -> keys.rotate()));
		assertThat(keys.current()).isEqualTo(first);
		assertThat(output.getAll().split("The known keys stay in use", -1)).hasSize(2);
		assertThat(output).doesNotContain("can be used again").doesNotContain("password=secret");
		assertThat(keys().initialize().current()).isEqualTo(first);
	}

	@Test
	void initializeWhenDatabaseIsAwayThenFails() {
		TestKeys keys = keys();
		this.dataSource.down(true);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> keys.initialize());
		this.dataSource.down(false);
		this.dataSource.readOnly(true);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> keys.initialize());
	}

	@Test
	void currentWhenLongerLifetimeCannotBeRecordedThenFails() {
		TestKeys keys = keys().initialize();
		this.dataSource.down(true);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> keys.keys().current(Duration.ofDays(30)));
		assertThat(keys.keys().current(TestKeys.LIFETIME)).isNotNull();
	}

	@Test
	void refreshWhenDatabaseIsAwayThenFalseAndNotQueriedAgainAtOnce() {
		TestKeys keys = keys().initialize();
		this.dataSource.down(true);
		this.clock.advance(Duration.ofSeconds(1));
		int connections = this.dataSource.connections();
		assertThat(keys.keys().refresh()).isFalse();
		assertThat(keys.keys().refresh()).isFalse();
		assertThat(this.dataSource.connections()).isEqualTo(connections + 1);
		this.dataSource.down(false);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(keys.keys().refresh()).isTrue();
		assertThat(keys.keys().refresh()).isTrue();
	}

	/**
	 * The read that hangs holds the lock, as the periodic one does.
	 */
	@Test
	void refreshWhenDatabaseHangsThenRequestsContinueWithTheKnownKeys() throws Exception {
		TestKeys keys = keys().initialize();
		String first = keys.current();
		int connections = this.dataSource.connections();
		CountDownLatch hanging = this.dataSource.hang();
		CompletableFuture<Void> periodic = CompletableFuture.runAsync(keys.keys()::rotate, OWN_THREAD);
		Awaitility.await().until(() -> this.dataSource.connections() > connections);
		for (int i = 0; i < 20; i++) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(CompletableFuture.supplyAsync(keys.keys()::refresh, OWN_THREAD).get(1, TimeUnit.MINUTES))
				.isFalse();
			assertThat(keys.published()).containsExactly(first);
			assertThat(keys.current()).isEqualTo(first);
		}
		assertThat(periodic).isNotDone();
		hanging.countDown();
		periodic.get(1, TimeUnit.MINUTES);
		Awaitility.await().until(keys.keys()::refresh);
	}

	@Test
	void currentWhenProcessWasSuspendedThenKeysAreReadFirst() {
		TestKeys asleep = keys().initialize();
		TestKeys awake = keys().initialize();
		String leaked = asleep.current();
		this.clock.advance(Duration.ofDays(7));
		String replacement = awake.keys().replaceAll();
		assertThat(asleep.published()).containsExactly(replacement).doesNotContain(leaked);
		this.clock.advance(ROTATION);
		awake.rotate();
		this.clock.advance(LEAD_TIME);
		assertThat(asleep.current()).isEqualTo(awake.current()).isNotEqualTo(replacement);
	}

	@Test
	void replaceAllWhenDatabaseIsAwayThenUnavailableAndNothingChanges(CapturedOutput output) {
		TestKeys keys = keys().initialize();
		JWKSet before = keys.keys().publicKeys();
		this.dataSource.down(true);
		WebEndpointResponse<Map<String, Object>> response = new SigningKeyEndpoint(keys.keys()).replaceAll();
		assertThat(response.getStatus()).isEqualTo(503);
		assertThat(response.getBody()).containsEntry("code", "overloaded");
		assertThat(output).contains("The managed keys were not replaced.").doesNotContain("\tat ");
		this.dataSource.down(false);
		assertThat(keys.keys().publicKeys()).isSameAs(before);
	}

	@Test
	void replaceAllThenTheOtherInstanceFollows() {
		TestKeys one = keys().initialize();
		TestKeys other = keys().initialize();
		String leaked = one.current();
		String replacement = one.keys().replaceAll();
		assertThat(one.current()).isEqualTo(replacement).isNotEqualTo(leaked);
		assertThat(one.published()).containsExactly(replacement);
		assertThat(other.current()).isEqualTo(leaked);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(other.keys().refresh()).isTrue();
		assertThat(other.current()).isEqualTo(replacement);
		assertThat(other.published()).containsExactly(replacement);
		assertThat(keys().initialize().current()).isEqualTo(replacement);
	}

	@Test
	void replaceAllWhenNextKeyIsAlreadyPublishedThenItIsRemovedToo() {
		TestKeys keys = keys().initialize();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		assertThat(keys.rotate().published()).hasSize(2);
		assertThat(keys.keys().replaceAll()).isEqualTo(keys.current());
		assertThat(keys.published()).containsExactly(keys.current());
	}

	@Test
	void currentWhenClockOfTheMakerIsAheadThenTheFirstKeySigns() {
		TestKeys ahead = keys(shifted(Duration.ofMinutes(1))).initialize();
		TestKeys behind = keys().initialize();
		assertThat(behind.current()).isEqualTo(ahead.current());
		String replacement = ahead.keys().replaceAll();
		behind.rotate();
		assertThat(behind.current()).isEqualTo(replacement);
	}

	@Test
	void rotateWhenClocksDifferThenEachPublishesTheKeyOfTheOther() {
		TestKeys ahead = keys(shifted(Duration.ofMinutes(1))).initialize();
		TestKeys behind = keys(shifted(Duration.ofMinutes(-1))).initialize();
		Duration step = Duration.ofSeconds(30);
		this.clock.advance(ROTATION.minus(LEAD_TIME).minusMinutes(2));
		for (int i = 0; i < 10; i++) {
			ahead.rotate();
			behind.rotate();
			assertThat(behind.published()).isEqualTo(ahead.published()).contains(ahead.current(), behind.current());
			this.clock.advance(step);
		}
		assertThat(ahead.published()).hasSize(2);
		this.clock.advance(LEAD_TIME.minus(step.multipliedBy(10)));
		for (int i = 0; i < 10; i++) {
			ahead.rotate();
			behind.rotate();
			assertThat(behind.published()).isEqualTo(ahead.published()).contains(ahead.current(), behind.current());
			this.clock.advance(step);
		}
		assertThat(ahead.current()).isEqualTo(behind.current()).isEqualTo(ahead.published().get(1));
		this.clock.advance(KEPT);
		assertThat(ahead.rotate().published()).hasSize(1);
	}

	@Test
	void publicKeysWhenClockIsSetBackThenTheSame() {
		TestKeys keys = keys().initialize();
		this.clock.advance(Duration.ofHours(-5));
		assertThat(keys.published()).containsExactly(keys.current());
		assertThat(keys.rotate().current()).isEqualTo(keys.published().get(0));
	}

	@Test
	void publicKeysThenTheSameObjectUntilTheyChange() {
		TestKeys keys = keys().initialize();
		Object before = keys.keys().publicKeys();
		assertThat(keys.rotate().keys().publicKeys()).isSameAs(before);
		keys.keys().replaceAll();
		assertThat(keys.keys().publicKeys()).isNotSameAs(before);
	}

	@Test
	void initializeWhenSecretIsUnknownThenFailsAndMakesNoKey() {
		TestKeys before = keys("encryption-secret=" + OLD_SECRET).initialize();
		this.clock.advance(ROTATION);
		assertThatExceptionOfType(UndecryptableKeyException.class)
			.isThrownBy(() -> keys("encryption-secret=" + NEW_SECRET).initialize())
			.withMessageContaining(before.current());
		assertThat(count()).isOne();
	}

	@Test
	void initializeWhenRowIsDamagedOrExchangedThenFailsAndOthersGoOn() {
		TestKeys running = keys().initialize();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		List<String> published = running.rotate().published();
		JdbcClient client = JdbcClient.create(this.pool);
		String encrypted = client.sql("SELECT encrypted_key FROM jwt_security_signing_key WHERE generation = 1")
			.query(String.class)
			.single();
		for (String text : List.of("damaged", encrypted)) {
			client.sql("UPDATE jwt_security_signing_key SET encrypted_key = :text WHERE generation = 2")
				.param("text", text)
				.update();
			assertThatExceptionOfType(UndecryptableKeyException.class).isThrownBy(() -> keys().initialize())
				.withMessageContaining(published.get(1));
			assertThat(running.rotate().published()).isEqualTo(published);
		}
	}

	@Test
	void rotateWhenAKeyCannotBeDecryptedThenReportedOnceAndTheOthersSign(CapturedOutput output) {
		TestKeys outdated = keys("encryption-secret=" + OLD_SECRET).initialize();
		String first = outdated.current();
		TestKeys current = keys("encryption-secret=" + NEW_SECRET, "previous-encryption-secrets=" + OLD_SECRET)
			.initialize();
		this.clock.advance(ROTATION.minus(LEAD_TIME));
		String second = current.rotate().published().get(1);
		IntStream.range(0, 3).forEach((number) -> outdated.rotate());
		assertThat(outdated.published()).containsExactly(first);
		assertThat(output.getAll().split("The signing key " + second + " cannot be decrypted", -1)).hasSize(2);
		this.clock.advance(ROTATION.plus(LEAD_TIME));
		assertThat(outdated.rotate().current()).isEqualTo(first);
		assertThat(count()).isEqualTo(2);
	}

	@Test
	void initializeWhenSecretIsReplacedThenKeysAreEncryptedAgain(CapturedOutput output) {
		String first = keys("encryption-secret=" + OLD_SECRET).initialize().current();
		TestKeys prepared = keys("encryption-secret=" + OLD_SECRET, "previous-encryption-secrets=" + NEW_SECRET)
			.initialize();
		keys("encryption-secret=" + NEW_SECRET, "previous-encryption-secrets=" + OLD_SECRET).initialize();
		assertThat(output).contains("Encrypted the signing key " + first);
		assertThat(prepared.rotate().current()).isEqualTo(first);
		assertThat(keys("encryption-secret=" + NEW_SECRET).initialize().current()).isEqualTo(first);
		assertThat(output).doesNotContain(OLD_SECRET).doesNotContain(NEW_SECRET);
	}

	@Test
	void encryptAgainWhenConfigurationIsOutdatedThenNewerFormIsKept() {
		TestKeys outdated = keys("encryption-secret=" + OLD_SECRET).initialize();
		keys("encryption-secret=" + NEW_SECRET, "previous-encryption-secrets=" + OLD_SECRET).initialize();
		outdated.keys().encryptAgain();
		assertThat(keys("encryption-secret=" + NEW_SECRET).initialize().current()).isEqualTo(outdated.current());
	}

	@Test
	void encryptAgainThenKeysOfInstancesWithThePreviousSecret() {
		TestKeys current = keys("encryption-secret=" + NEW_SECRET, "previous-encryption-secrets=" + OLD_SECRET)
			.initialize();
		TestKeys prepared = keys("encryption-secret=" + OLD_SECRET, "previous-encryption-secrets=" + NEW_SECRET)
			.initialize();
		this.clock.advance(ROTATION);
		prepared.rotate();
		current.keys().encryptAgain();
		assertThat(keys("encryption-secret=" + NEW_SECRET).initialize().published()).hasSize(2);
	}

	@Test
	void rotateWhenAlgorithmIsChangedThenTheNextKeyHasIt() {
		String first = keys("algorithm=ES256").initialize().current();
		TestKeys keys = keys("algorithm=EdDSA").initialize();
		assertThat(keys.current()).isEqualTo(first);
		assertThat(keys.keys().algorithms()).containsExactlyInAnyOrder(JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
		this.clock.advance(ROTATION);
		keys.rotate();
		this.clock.advance(LEAD_TIME);
		assertThat(keys.keys().current(TestKeys.SHORT).algorithm()).isEqualTo(JWSAlgorithm.EdDSA);
		this.clock.advance(KEPT.plus(MOMENT));
		assertThat(keys.rotate().keys().algorithms()).containsExactly(JWSAlgorithm.EdDSA);
	}

	@Test
	void toStringThenNoKey() {
		KeyRing ring = keys().initialize().keys().keys();
		String encrypted = ring.newest().encryptedKey();
		String seed = ring.keys().get(0).pair().toOctetKeyPair().getD().toString();
		assertThat(ring + " " + ring.newest() + " " + ring.keys()).contains(ring.newest().id())
			.doesNotContain(encrypted, seed, "\"d\"");
	}

	@Test
	void startThenRunsUntilStop() {
		RotatingKeys keys = keys().initialize().keys();
		keys.start();
		assertThat(keys.isRunning()).isTrue();
		keys.stop();
		assertThat(keys.isRunning()).isFalse();
	}

	private int count() {
		return JdbcClient.create(this.pool)
			.sql("SELECT COUNT(*) FROM jwt_security_signing_key")
			.query(Integer.class)
			.single();
	}

	private TestKeys keys(String... properties) {
		return TestKeys.of(this.dataSource, this.clock, properties);
	}

	private TestKeys keys(Clock shifted) {
		return TestKeys.of(this.dataSource, shifted);
	}

	/**
	 * Returns a clock that differs from that of the test.
	 */
	private Clock shifted(Duration difference) {
		return Clock.offset(this.clock, difference);
	}

}
