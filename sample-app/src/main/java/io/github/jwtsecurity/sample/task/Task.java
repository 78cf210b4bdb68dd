package io.github.jwtsecurity.sample.task;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A task as its owner sees it.
 *
 * @param id the id, unique among all users
 * @param userId the id of the owner
 * @param title the title
 * @param description the description, may be {@code null}
 * @param completed whether the task is completed
 * @param createdAt the time of creation, in microseconds
 * @param updatedAt the time of the last change, in microseconds
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
