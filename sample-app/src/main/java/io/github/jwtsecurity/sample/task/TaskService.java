package io.github.jwtsecurity.sample.task;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDeleted;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * The operations of a user on the user's own tasks.
 */
@Service
class TaskService {

	private static final int MAX_USER_ID_LENGTH = 255;

	private final TaskRepository repository;

	private final Clock clock;

	TaskService(TaskRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	List<Task> list(String userId) {
		return this.repository.findAll(userId);
	}

	Task get(String userId, String id) {
		return this.repository.find(userId, id).orElseThrow(TaskNotFoundException::new);
	}

	Task create(String userId, TaskContent content) {
		if (userId.length() > MAX_USER_ID_LENGTH) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"User ids of more than " + MAX_USER_ID_LENGTH + " characters cannot have tasks.");
		}
		Instant now = now();
		Task task = new Task(UUID.randomUUID().toString(), userId, content.title(), content.description(),
				content.completed(), now, now);
		this.repository.insert(task);
		return task;
	}

	/**
	 * Changes a task while it is locked, so that no concurrent change is lost.
	 * @param userId the id of the owner
	 * @param id the id of the task
	 * @param change the function that creates the new content from the current one
	 * @return the changed task
	 */
	@Transactional
	Task update(String userId, String id, UnaryOperator<TaskContent> change) {
		Task task = this.repository.findForUpdate(userId, id).orElseThrow(TaskNotFoundException::new);
		Task changed = task.with(change.apply(task.content()), now());
		this.repository.update(changed);
		return changed;
	}

	void delete(String userId, String id) {
		if (!this.repository.delete(userId, id)) {
			throw new TaskNotFoundException();
		}
	}

	/**
	 * Deletes the tasks of an account that was deleted.
	 */
	@EventListener
	void deleteAll(AccountDeleted event) {
		this.repository.deleteAll(event.userId());
	}

	/**
	 * Returns the current time in microseconds, the precision of the table.
	 */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
