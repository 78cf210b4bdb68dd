package io.github.jwtsecurity.account.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FairQueue}.
 */
class FairQueueTests {

	private static final Set<String> ATTACKER = Set.of("account mallory", "address mallory");

	private static final Set<String> OWNER = Set.of("account alice", "address alice");

	private final FairQueue<String> queue = new FairQueue<>();

	@Test
	void pollWhenOneFlowThenInTheOrderOfArrival() {
		addAll(ATTACKER, "m", 20);
		for (int i = 0; i < 20; i++) {
			assertThat(this.queue.poll()).isEqualTo("m" + i);
		}
		assertThat(this.queue.poll()).isNull();
	}

	@Test
	void pollWhenNoFlowsThenInTheOrderOfArrival() {
		addAll(Set.of(), "a", 5);
		assertThat(this.queue.poll()).isEqualTo("a0");
		addAll(Set.of(), "b", 2);
		assertThat(drain()).containsExactly("a1", "a2", "a3", "a4", "b0", "b1");
	}

	@Test
	void pollWhenAnotherFlowHasManyThenTheNewOneIsNext() {
		addAll(ATTACKER, "m", 60);
		for (int i = 0; i < 10; i++) {
			this.queue.poll();
			this.queue.add("alice" + i, OWNER);
			assertThat(this.queue.poll()).isEqualTo("alice" + i);
		}
	}

	@Test
	void pollWhenTwoFlowsThenTheyTakeTurns() {
		addAll(ATTACKER, "m", 4);
		addAll(OWNER, "a", 4);
		assertThat(drain()).containsExactly("m0", "a0", "m1", "a1", "m2", "a2", "m3", "a3");
	}

	/**
	 * Many accounts at one address are one flow, and so is one account at many addresses.
	 */
	@Test
	void pollWhenOneKeyIsSharedThenOneFlow() {
		for (int i = 0; i < 30; i++) {
			this.queue.add("address" + i, Set.of("account " + i, "address mallory"));
			this.queue.add("account" + i, Set.of("account mallory", "address " + i));
		}
		this.queue.poll();
		this.queue.add("alice", OWNER);
		assertThat(drain().indexOf("alice")).isLessThanOrEqualTo(1);
	}

	/**
	 * An attacker with many logins of its own adds one login to the account of another
	 * user.
	 */
	@Test
	void pollWhenJobWaitsInTheQueueOfAnotherFlowThenItsOtherFlowIsNotDelayed() {
		addAll(ATTACKER, "m", 60);
		this.queue.add("guess", Set.of("account alice", "address mallory"));
		this.queue.add("alice", OWNER);
		assertThat(drain().indexOf("alice")).isLessThanOrEqualTo(2);
	}

	@Test
	void pollWhenNewFlowsKeepComingThenNoJobWaitsForEver() {
		addAll(OWNER, "a", 3);
		int polled = 0;
		List<String> served = new ArrayList<>();
		while (!served.contains("a2")) {
			this.queue.add("m" + polled, Set.of("account m" + polled, "address m" + polled));
			this.queue.add("n" + polled, Set.of("account n" + polled, "address n" + polled));
			served.add(this.queue.poll());
			polled++;
			assertThat(polled).isLessThan(1_000);
		}
	}

	@Test
	void removeThenNotPolledAndOthersKeepTheirOrder() {
		addAll(ATTACKER, "m", 3);
		addAll(OWNER, "a", 2);
		assertThat(this.queue.remove("m0")).isTrue();
		assertThat(this.queue.remove("m0")).isFalse();
		assertThat(this.queue.remove("nobody")).isFalse();
		assertThat(drain()).containsExactly("a0", "m1", "a1", "m2");
	}

	@Test
	void flowsWhenNoJobIsLeftThenForgotten() {
		Random random = new Random(1);
		List<String> jobs = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			String job = "job" + i;
			this.queue.add(job, Set.of("account " + random.nextInt(500), "address " + random.nextInt(500)));
			jobs.add(job);
			if (random.nextBoolean()) {
				this.queue.remove(jobs.remove(random.nextInt(jobs.size())));
			}
			else {
				jobs.remove(this.queue.poll());
			}
		}
		assertThat(this.queue.flows()).isBetween(jobs.isEmpty() ? 0 : 2, 2 * jobs.size());
		assertThat(drain()).containsExactlyInAnyOrderElementsOf(jobs);
		assertThat(this.queue.flows()).isZero();
	}

	private void addAll(Set<String> flows, String name, int count) {
		for (int i = 0; i < count; i++) {
			this.queue.add((name + i).intern(), flows);
		}
	}

	private List<String> drain() {
		List<String> jobs = new ArrayList<>();
		for (String job = this.queue.poll(); job != null; job = this.queue.poll()) {
			jobs.add(job);
		}
		return jobs;
	}

}
