package io.github.jwtsecurity.sample.task;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TaskRepository} on every database.
 */
abstract class TaskRepositoryTests {

	private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.123456Z");

	private static final Instant UPDATED = Instant.parse("2026-01-02T03:04:05.123457Z");

	@Autowired
	private TaskRepository repository;

	@Autowired
	private TransactionOperations transaction;

	private final String alice = "alice-" + UUID.randomUUID();

	private final String bob = "bob-" + UUID.randomUUID();

	@Test
	void findReturnsWhatWasInserted() {
		Task task = insert(this.alice, "Write a test");
		assertThat(this.repository.find(this.alice, task.id())).contains(task);
	}

	@Test
	void findReturnsTextOfTheGreatestLengthAsItWas() {
		String title = "\uD83D\uDE00".repeat(200);
		String description = "\uD83D\uDE00".repeat(10_000);
		Task task = new Task(UUID.randomUUID().toString(), "u".repeat(255), title, description, true, CREATED, UPDATED);
		this.repository.insert(task);
		assertThat(this.repository.find(task.userId(), task.id())).contains(task);
	}

	@Test
	void findOfAnotherUserReturnsNothing() {
		Task task = insert(this.alice, "Private");
		assertThat(this.repository.find(this.bob, task.id())).isEmpty();
		assertThat(this.repository.findForUpdate(this.bob, task.id())).isEmpty();
	}

	@Test
	void findAllReturnsTheTasksOfOneUserInTheOrderOfCreation() {
		Task first = insert(this.alice, "1");
		insert(this.bob, "2");
		Task third = insert(this.alice, "3");
		Task fourth = insert(this.alice, "4");
		this.repository.update(first.with(first.content(), UPDATED));
		assertThat(this.repository.findAll(this.alice)).extracting(Task::id)
			.containsExactly(first.id(), third.id(), fourth.id());
	}

	@Test
	void updateChangesContentAndTimeAlone() {
		Task task = insert(this.alice, "Before");
		Task changed = task.with(new TaskContent("After", "Details", true), UPDATED);
		assertThat(this.repository.update(changed)).isTrue();
		assertThat(this.repository.find(this.alice, task.id())).contains(changed);
		assertThat(changed.createdAt()).isEqualTo(CREATED);
	}

	@Test
	void updateOfAnotherUserChangesNothing() {
		Task task = insert(this.alice, "Private");
		Task stolen = new Task(task.id(), this.bob, "Stolen", null, true, CREATED, UPDATED);
		assertThat(this.repository.update(stolen)).isFalse();
		assertThat(this.repository.find(this.alice, task.id())).contains(task);
	}

	@Test
	void deleteRemovesTheTaskOnce() {
		Task task = insert(this.alice, "Done");
		assertThat(this.repository.delete(this.alice, task.id())).isTrue();
		assertThat(this.repository.delete(this.alice, task.id())).isFalse();
		assertThat(this.repository.find(this.alice, task.id())).isEmpty();
	}

	@Test
	void deleteOfAnotherUserRemovesNothing() {
		Task task = insert(this.alice, "Private");
		assertThat(this.repository.delete(this.bob, task.id())).isFalse();
		assertThat(this.repository.find(this.alice, task.id())).contains(task);
	}

	@Test
	void findForUpdateLetsNoConcurrentUpdateGetLost() throws Exception {
		int threads = 6;
		int rounds = 20;
		Task counter = insert(this.alice, "0");
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			for (Future<?> done : IntStream.range(0, threads)
				.mapToObj((thread) -> executor.submit(() -> increment(counter.id(), rounds)))
				.toList()) {
				done.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.repository.find(this.alice, counter.id())).map(Task::title)
			.contains(String.valueOf(threads * rounds));
	}

	private void increment(String id, int rounds) {
		for (int i = 0; i < rounds; i++) {
			this.transaction.executeWithoutResult((status) -> {
				Task task = this.repository.findForUpdate(this.alice, id).orElseThrow();
				int next = Integer.parseInt(task.title()) + 1;
				this.repository.update(task.with(new TaskContent(String.valueOf(next), null, false), UPDATED));
			});
		}
	}

	private Task insert(String userId, String title) {
		Task task = new Task(UUID.randomUUID().toString(), userId, title, null, false, CREATED, CREATED);
		this.repository.insert(task);
		return task;
	}

}
