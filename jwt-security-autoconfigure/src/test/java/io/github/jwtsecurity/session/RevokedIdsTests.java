package io.github.jwtsecurity.session;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RevokedIdsTests {

	private static final long NOW = 1_000;

	@Test
	void containsThenWhatWasAdded() {
		RevokedIds ids = new RevokedIds(100_000);
		List<UUID> added = newIds(20_000);
		List<UUID> others = newIds(20_000);
		added.forEach((id) -> ids.add(id, NOW));
		assertThat(added).allSatisfy((id) -> assertThat(ids.contains(id)).isTrue());
		assertThat(others).allSatisfy((id) -> assertThat(ids.contains(id)).isFalse());
		assertThat(ids.size()).isEqualTo(20_000);
		ids.add(added.get(0), NOW);
		assertThat(ids.size()).isEqualTo(20_000);
		assertThat(ids.droppedUntil()).isZero();
	}

	@Test
	void containsWhenIdsAreExtremeThenExact() {
		RevokedIds ids = new RevokedIds(100);
		List<UUID> extreme = List.of(new UUID(0, 0), new UUID(0, 1), new UUID(1, 0), new UUID(-1, -1), new UUID(-1, 0));
		for (int i = 0; i < extreme.size(); i++) {
			assertThat(ids.contains(extreme.get(i))).isFalse();
			ids.add(extreme.get(i), NOW);
			assertThat(ids.contains(extreme.get(i))).isTrue();
		}
	}

	@Test
	void addWhenFullThenTheTenthThatIsNeededForTheShortestTimeIsDropped() {
		RevokedIds ids = new RevokedIds(5_000);
		List<UUID> added = newIds(6_000);
		for (int i = 0; i < 5_000; i++) {
			ids.add(added.get(i), NOW + i);
		}
		assertThat(ids.droppedUntil()).isZero();
		ids.add(added.get(0), NOW);
		assertThat(ids.droppedUntil()).isZero();
		for (int i = 5_000; i < 6_000; i++) {
			ids.add(added.get(i), NOW + i);
		}
		assertThat(ids.droppedUntil()).isEqualTo(NOW + 999);
		assertThat(added.subList(0, 1_000)).noneMatch(ids::contains);
		assertThat(added.subList(1_000, 6_000)).allMatch(ids::contains);
		assertThat(ids.size()).isEqualTo(5_000);
	}

	@Test
	void addWhenNeededNoLongerThanADroppedOneThenIgnored() {
		RevokedIds ids = new RevokedIds(20);
		newIds(21).forEach((id) -> ids.add(id, NOW));
		assertThat(ids.droppedUntil()).isEqualTo(NOW);
		assertThat(ids.size()).isZero();
		UUID late = UUID.randomUUID();
		ids.add(late, NOW);
		assertThat(ids.contains(late)).isFalse();
		ids.add(late, NOW + 1);
		assertThat(ids.contains(late)).isTrue();
	}

	@Test
	void removeUnneededThenOnlyThoseOfThePast() {
		RevokedIds ids = new RevokedIds(100_000);
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
	 * An id that was added before is found, or is reported as possibly dropped.
	 */
	@Test
	void containsWhileOthersDropThenNothingIsMissed() throws Exception {
		RevokedIds ids = new RevokedIds(2_000);
		List<UUID> known = newIds(1_000);
		for (int i = 0; i < known.size(); i++) {
			ids.add(known.get(i), NOW + i);
		}
		AtomicBoolean writing = new AtomicBoolean(true);
		Thread writer = new Thread(() -> {
			for (int i = 0; i < 200_000; i++) {
				ids.add(UUID.randomUUID(), NOW + 500 + i / 100);
			}
			writing.set(false);
		});
		writer.start();
		try {
			while (writing.get()) {
				for (int i = 0; i < known.size(); i++) {
					assertThat(ids.contains(known.get(i)) || NOW + i <= ids.droppedUntil()).isTrue();
				}
			}
		}
		finally {
			writer.join();
		}
		assertThat(known).noneMatch(ids::contains);
	}

	/**
	 * An id that was added before a reader looks is found, however the set grows.
	 */
	@Test
	void containsWhileOthersAddAndRemoveThenNothingIsMissed() throws Exception {
		RevokedIds ids = new RevokedIds(1_000_000);
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
