package io.github.jwtsecurity.sample.task;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.github.jwtsecurity.sample.SampleTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the times that {@link TaskService} sets.
 */
@SampleTest
class TaskServiceTests {

	private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.123456Z");

	private static final Instant UPDATED = Instant.parse("2026-01-02T03:04:06Z");

	private static final TaskContent CONTENT = new TaskContent("Title", null, false);

	@Autowired
	private TaskRepository repository;

	private final String userId = "user-" + UUID.randomUUID();

	@Test
	void createWhenClockHasNanosecondsReturnsWhatGetReturns() {
		Task created = serviceAt(CREATED.plusNanos(789)).create(this.userId, CONTENT);
		assertThat(created.createdAt()).isEqualTo(CREATED);
		assertThat(created.updatedAt()).isEqualTo(CREATED);
		assertThat(serviceAt(UPDATED).get(this.userId, created.id())).isEqualTo(created);
	}

	@Test
	void updateSetsUpdatedAtAndKeepsCreatedAt() {
		Task created = serviceAt(CREATED).create(this.userId, CONTENT);
		Task updated = serviceAt(UPDATED).update(this.userId, created.id(), (content) -> content);
		assertThat(updated.updatedAt()).isEqualTo(UPDATED);
		assertThat(updated.createdAt()).isEqualTo(CREATED);
		assertThat(serviceAt(UPDATED).get(this.userId, created.id())).isEqualTo(updated);
	}

	private TaskService serviceAt(Instant now) {
		return new TaskService(this.repository, Clock.fixed(now, ZoneOffset.UTC));
	}

}
