package io.github.jwtsecurity.sample.task;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A task as its owner sees it.
 *
 * @param id the id, unique among all users
 * @param userId who it belongs to
 * @param title what is to be done
 * @param description more about it, may be {@code null}
 * @param completed whether it is done
 * @param createdAt when it was created, in microseconds
 * @param updatedAt when it was last changed, in microseconds
 */
@JsonNaming(SnakeCaseStrategy.class)
record Task(String id, String userId, String title, @Nullable String description, boolean completed, Instant createdAt,
		Instant updatedAt) {

	TaskContent content() {
		return new TaskContent(this.title, this.description, this.completed);
	}

	Task with(TaskContent content, Instant updatedAt) {
		return new Task(this.id, this.userId, content.title(), content.description(), content.completed(),
				this.createdAt, updatedAt);
	}

}
