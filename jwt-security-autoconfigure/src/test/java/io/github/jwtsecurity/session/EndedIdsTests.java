package io.github.jwtsecurity.session;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndedIdsTests {

	private static final long NOW = 1_000;

	@Test
	void containsThenWhatWasAdded() {
		EndedIds ids = new EndedIds(100_000);
		List<UUID> added = newIds(20_000);
		List<UUID> others = newIds(20_000);
		assertThat(added).allSatisfy((id) -> assertThat(ids.add(id, NOW)).isTrue());
		assertThat(added).allSatisfy((id) -> assertThat(ids.contains(id)).isTrue());
		assertThat(others).allSatisfy((id) -> assertThat(ids.contains(id)).isFalse());
		assertThat(ids.size()).isEqualTo(20_000);
		assertThat(ids.add(added.get(0), NOW)).isTrue();
		assertThat(ids.size()).isEqualTo(20_000);
	}

	@Test
	void containsWhenIdsAreExtremeThenExact() {
		EndedIds ids = new EndedIds(100);
		List<UUID> extreme = List.of(new UUID(0, 0), new UUID(0, 1), new UUID(1, 0), new UUID(-1, -1), new UUID(-1, 0));
		for (int i = 0; i < extreme.size(); i++) {
			assertThat(ids.contains(extreme.get(i))).isFalse();
			assertThat(ids.add(extreme.get(i), NOW)).isTrue();
			assertThat(ids.contains(extreme.get(i))).isTrue();
		}
	}

	@Test
	void addWhenFullThenFalseUnlessThere() {
		EndedIds ids = new EndedIds(10);
		List<UUID> added = newIds(10);
		added.forEach((id) -> ids.add(id, NOW));
		assertThat(ids.add(UUID.randomUUID(), NOW)).isFalse();
		assertThat(ids.add(added.get(0), NOW)).isTrue();
		ids.removeUnneeded(NOW);
		assertThat(ids.size()).isZero();
		assertThat(ids.add(UUID.randomUUID(), NOW)).isTrue();
	}

	@Test
	void removeUnneededThenOnlyThoseOfThePast() {
		EndedIds ids = new EndedIds(100_000);
		List<UUID> old = newIds(5_000);
		List<UUID> recent = newIds(5_000);
		old.forEach((id) -> ids.add(id, NOW));
		recent.forEach((id) -> ids.add(id, NOW + 1));
		ids.removeUnneeded(NOW - 1);
		assertThat(ids.size()).isEqualTo(10_000);
		ids.removeUnneeded(NOW);
		assertThat(ids.size()).isEqualTo(5_000);
		assertThat(old).noneMatch(ids::contains);
		assertThat(recent).allMatch(ids::contains);
	}

	/**
	 * What was there before a reader looks is seen by it, however the set grows.
	 */
	@Test
	void containsWhileOthersAddAndRemoveThenNothingIsMissed() throws Exception {
		EndedIds ids = new EndedIds(1_000_000);
		List<UUID> known = newIds(1_000);
		known.forEach((id) -> ids.add(id, NOW + 1));
		List<UUID> unknown = newIds(1_000);
		AtomicBoolean writing = new AtomicBoolean(true);
		Thread writer = new Thread(() -> {
			for (int round = 0; round < 20; round++) {
				newIds(5_000).forEach((id) -> ids.add(id, NOW));
				ids.removeUnneeded(NOW);
			}
			writing.set(false);
		});
		writer.start();
		try {
			while (writing.get()) {
				assertThat(known.stream().allMatch(ids::contains)).isTrue();
				assertThat(unknown.stream().noneMatch(ids::contains)).isTrue();
			}
		}
		finally {
			writer.join();
		}
	}

	private static List<UUID> newIds(int count) {
		return IntStream.range(0, count).mapToObj((number) -> UUID.randomUUID()).toList();
	}

}
