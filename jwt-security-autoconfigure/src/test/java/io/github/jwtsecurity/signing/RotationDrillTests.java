package io.github.jwtsecurity.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rotation drill of docs/signing-keys.md under load: two instances on one database,
 * and a service that verifies their tokens with the published key set. Each step is a
 * rolling update, in which one instance at a time is restarted.
 */
class RotationDrillTests {

	private static final String SECRET_1 = "first-" + TestTokens.SECRET;

	private static final String SECRET_2 = "second-" + TestTokens.SECRET;

	private static final String ENCRYPTION_1 = "encryption-first-" + TestTokens.SECRET;

	private static final String ENCRYPTION_2 = "encryption-second-" + TestTokens.SECRET;

	private static final Duration ROTATION = Duration.ofHours(1);

	private static final Duration LEAD_TIME = Duration.ofMinutes(10);

	/** The lifetime of the access tokens of sessions, and the clock skew. */
	private static final Duration LIFETIME = Duration.ofMinutes(11);

	private static final int CLIENTS = 4;

	/**
	 * The time between two requests of a client. Clients without a pause would slow down
	 * the restarts.
	 */
	private static final Duration PAUSE = Duration.ofMillis(25);

	/** A deadline that is much longer than necessary, since the machine may be busy. */
	private static final Duration DEADLINE = Duration.ofMinutes(2);

	@TempDir
	private Path directory;

	private final MutableClock clock = new MutableClock();

	private final DrillCluster cluster = new DrillCluster(TestDatabase.h2(), this.clock);

	private final List<DrillClient> clients = new ArrayList<>();

	private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(CLIENTS);

	@AfterEach
	void close() throws Exception {
		this.executor.shutdown();
		this.cluster.close();
	}

	@Test
	void rotateThenNoGoodTokenIsRefused() throws Exception {
		String key1 = pem("first.pem");
		String key2 = pem("second.pem");
		this.cluster.verifyOnly("previous-secrets=" + SECRET_1 + "," + SECRET_2);
		rollOut("secret=" + SECRET_1);
		startClients();

		// A secret
		String ofSecret1 = witness();
		rollOut("secret=" + SECRET_1, "previous-secrets=" + SECRET_2);
		rollOut("secret=" + SECRET_2, "previous-secrets=" + SECRET_1);
		waitForTokensToEnd();
		String ofSecret2 = witness();
		assertAccepted(ofSecret1, ofSecret2);

		// From the secret to a key pair
		this.cluster.verifyOnly("previous-secrets=" + SECRET_2);
		rollOut("secret=" + SECRET_2, "signing.previous-key-locations=" + key1);
		assertRefused(ofSecret1);
		assertAccepted(ofSecret2);
		rollOut("signing.key-location=" + key1, "previous-secrets=" + SECRET_2);
		waitForTokensToEnd();
		String ofKey1 = witness();
		assertAccepted(ofSecret2, ofKey1);

		// A key pair
		this.cluster.verifyOnly();
		rollOut("signing.key-location=" + key1, "signing.previous-key-locations=" + key2);
		assertRefused(ofSecret2);
		rollOut("signing.key-location=" + key2, "signing.previous-key-locations=" + key1);
		waitForTokensToEnd();
		String ofKey2 = witness();
		assertAccepted(ofKey1, ofKey2);

		// From the key pair to managed keys
		rollOut(store(ENCRYPTION_1, "", "signing.key-location=" + key2));
		assertRefused(ofKey1);
		assertThat(kid(witness())).isEqualTo(kid(ofKey2));
		advance(LEAD_TIME);
		String ofManaged1 = witness();
		assertThat(kid(ofManaged1)).isNotEqualTo(kid(ofKey2));
		rollOut(store(ENCRYPTION_1, "", "signing.previous-key-locations=" + key2));
		assertAccepted(ofKey2, ofManaged1);
		waitForTokensToEnd();

		// The encryption secret
		rollOut(store(ENCRYPTION_1, ENCRYPTION_2));
		assertRefused(ofKey2);
		rollOut(store(ENCRYPTION_2, ENCRYPTION_1));
		assertAccepted(ofManaged1);
		waitForTokensToEnd();
		rollOut(store(ENCRYPTION_2, ""));
		assertThat(kid(witness())).isEqualTo(kid(ofManaged1));

		// Managed keys
		for (Duration passed = Duration.ZERO; passed.compareTo(ROTATION) < 0; passed = passed.plusMinutes(5)) {
			advance(Duration.ofMinutes(5));
		}
		String ofManaged2 = witness();
		assertThat(kid(ofManaged2)).isNotEqualTo(kid(ofManaged1));
		assertAccepted(ofManaged2);

		// A leaked key, which ends all access tokens but no session
		this.executor.shutdown();
		assertThat(this.executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		String replacement = this.cluster.keys(0).replaceAll();
		assertRefused(ofManaged2);
		assertThat(kid(witness())).isEqualTo(replacement);
		assertAccepted(witness());
		this.clients.forEach(DrillClient::refresh);
		assertNoFailures();
	}

	/**
	 * The step that is left out lets an instance that is not restarted yet accept the
	 * tokens of the other one.
	 */
	@Test
	void rotateWhenAStepIsLeftOutThenGoodTokensAreRefused() {
		this.cluster.verifyOnly("previous-secrets=" + SECRET_1 + "," + SECRET_2);
		rollOut("secret=" + SECRET_1);
		startClients();
		this.cluster.rollOut(() -> Awaitility.await().atMost(DEADLINE).until(() -> !failures().isEmpty()),
				"secret=" + SECRET_2, "previous-secrets=" + SECRET_1);
	}

	private void startClients() {
		for (int i = 0; i < CLIENTS; i++) {
			DrillClient client = new DrillClient(this.cluster, this.clock, i);
			this.clients.add(client);
			this.executor.scheduleWithFixedDelay(client, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
		}
		awaitActions();
	}

	private void rollOut(String... properties) {
		this.cluster.rollOut(this::awaitActions, properties);
		// The service that verifies tokens fetches the key set at most twice in ten
		// seconds.
		advance(Duration.ofSeconds(20));
	}

	/**
	 * Advances the clock while no request is in progress, and lets each instance rotate
	 * its keys, as it does every few seconds.
	 */
	private void advance(Duration duration) {
		this.cluster.pause(() -> {
			this.clock.advance(duration);
			this.cluster.rotate();
		});
		awaitActions();
	}

	private void waitForTokensToEnd() {
		advance(LIFETIME);
	}

	/**
	 * Waits until each client has sent more requests of each kind.
	 */
	private void awaitActions() {
		List<Integer> before = this.clients.stream().map(DrillClient::actions).toList();
		Awaitility.await().atMost(DEADLINE).until(() -> {
			assertNoFailures();
			return this.clients.stream()
				.allMatch((client) -> client.actions() >= before.get(client.number()) + DrillClient.KINDS);
		});
	}

	private void assertNoFailures() {
		assertThat(failures()).isEmpty();
	}

	private List<String> failures() {
		return this.clients.stream().flatMap((client) -> client.failures().stream()).toList();
	}

	/**
	 * Issues a token that is valid for longer than the tokens of sessions.
	 */
	private String witness() {
		return this.cluster.running(1)
			.context()
			.getBean(AccessTokenIssuer.class)
			.issue(AccessTokenParameters.of("witness", "witness@example.com", Duration.ofHours(5)))
			.getTokenValue();
	}

	private void assertAccepted(String... tokens) {
		for (String token : tokens) {
			assertThat(this.cluster.statuses("witness", token)).containsExactly(200, 200, 200);
		}
	}

	/**
	 * Asserts that a token is refused, by the service that verifies tokens after it has
	 * fetched the key set again.
	 */
	private void assertRefused(String token) {
		advanceWithoutClients(Duration.ofMinutes(6));
		Awaitility.await()
			.atMost(DEADLINE)
			.untilAsserted(() -> assertThat(this.cluster.statuses("witness", token)).containsExactly(401, 401, 401));
	}

	private void advanceWithoutClients(Duration duration) {
		this.cluster.pause(() -> {
			this.clock.advance(duration);
			this.cluster.rotate();
		});
	}

	private static String[] store(String encryptionSecret, String previous, String... more) {
		List<String> properties = new ArrayList<>(List.of(more));
		properties.add("signing.store=jdbc");
		properties.add("signing.encryption-secret=" + encryptionSecret);
		properties.add("signing.previous-encryption-secrets=" + previous);
		properties.add("signing.rotation=" + ROTATION.toMinutes() + "m");
		properties.add("signing.lead-time=" + LEAD_TIME.toMinutes() + "m");
		return properties.toArray(String[]::new);
	}

	private static String kid(String token) {
		return TestTokens.header(token).path("kid").asString();
	}

	private String pem(String name) throws IOException {
		return Files.writeString(this.directory.resolve(name), TestKeys.newPem()).toUri().toString();
	}

}
