package io.github.jwtsecurity.test.attack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.github.jwtsecurity.test.attack.AccountClient.Credentials;

/**
 * An attack that presents one refresh token several times at once. Exactly one new
 * refresh token may result from it, although a grace period may deliver it more than
 * once.
 */
final class RefreshRace {

	static final AttackFamily FAMILY = new AttackFamily("Refresh race", "RFC 9700, section 4.14.2",
			Expectation.UNAUTHORIZED);

	private static final int THREADS = 8;

	private final AccountClient client;

	private final Credentials credentials;

	RefreshRace(AccountClient client, Credentials credentials) {
		this.client = client;
		this.credentials = credentials;
	}

	/**
	 * Returns the attacks: the race, and the reuse of its token.
	 */
	List<Attack> attacks() {
		String sent = "one refresh token, from %d threads".formatted(THREADS);
		return List.of(new Attack(FAMILY.name(), FAMILY.standard(), sent, "one new refresh token", this::attempt),
				FAMILY.attack(sent + ", once more after its successor was used", this::reuse));
	}

	private Outcome attempt() {
		List<String> successors = race(begin());
		Verdict verdict = (successors.size() == 1) ? Verdict.REFUSED
				: successors.isEmpty() ? Verdict.UNEXPECTED : Verdict.GOT_THROUGH;
		return new Outcome(verdict,
				(successors.size() == 1) ? "one new refresh token" : successors.size() + " new refresh tokens");
	}

	private AttackResponse reuse() {
		String token = begin();
		race(token).forEach(this.client::refreshed);
		return this.client.refresh(token);
	}

	private String begin() {
		return this.client.logIn(this.credentials).refreshToken();
	}

	/**
	 * Presents a refresh token with all threads at once.
	 * @return the new refresh tokens, without duplicates
	 */
	private List<String> race(String token) {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		CountDownLatch start = new CountDownLatch(THREADS);
		try {
			List<CompletableFuture<AttackResponse>> responses = Stream
				.generate(() -> CompletableFuture.supplyAsync(() -> refreshTogether(token, start), threads))
				.limit(THREADS)
				.toList();
			return responses.stream()
				.map(CompletableFuture::join)
				.filter(AttackResponse::isSuccessful)
				.map(AccountClient::refreshToken)
				.distinct()
				.toList();
		}
		finally {
			threads.shutdown();
		}
	}

	private AttackResponse refreshTogether(String token, CountDownLatch start) {
		start.countDown();
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.client.refresh(token);
	}

}
