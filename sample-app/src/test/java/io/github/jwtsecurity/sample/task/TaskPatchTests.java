package io.github.jwtsecurity.sample.task;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import io.github.jwtsecurity.sample.Problems;
import io.github.jwtsecurity.sample.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for JSON Merge Patch (RFC 7396) of a task, on every database.
 */
abstract class TaskPatchTests {

	private static final int ROUNDS = 20;

	@Autowired
	private Users users;

	private TaskClient tasks;

	private Task task;

	@BeforeEach
	void createTask() {
		this.tasks = TaskClient.of(this.users.create());
		this.task = this.tasks.create("Title", "Details", true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/merge-patch+json" })
	void patchChangesWhatItNames(String contentType) {
		ResponseSpec response = this.tasks.patch(this.task.id(), MediaType.valueOf(contentType), """
				{"title": "New"}""");
		response.expectStatus().isOk();
		response.expectHeader().contentType(MediaType.APPLICATION_JSON);
		assertPatched(TaskClient.read(response), new TaskContent("New", "Details", true));
	}

	@Test
	void patchWithNullRemoves() {
		assertPatched(patch("""
				{"description": null, "completed": null}"""), new TaskContent("Title", null, false));
	}

	@Test
	void patchWithoutMembersKeepsTheContent() {
		assertPatched(patch("{}"), this.task.content());
	}

	@Test
	void patchIgnoresFieldsThatAreNotTheClients() {
		assertPatched(
				patch("""
						{"completed": false, "id": "1", "user_id": "bob", "created_at": "2000-01-01T00:00:00Z", "x": {"y": 1}}"""),
				new TaskContent("Title", "Details", false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"title\": null}", "{\"title\": \" \"}", "{\"title\": \"a\\u0000\"}",
			"{\"title\": \"\\ud83d\", \"completed\": false}" })
	void patchThatMakesAFieldInvalidIsRefused(String patch) {
		Problems.assertProblem(this.tasks.patch(this.task.id(), patch), HttpStatus.BAD_REQUEST, "invalid_request")
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly("title");
		assertThat(this.tasks.stored(this.task.id())).isEqualTo(this.task);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"title\": 1}", "{\"title\": {\"a\": 1}}", "{\"description\": [\"a\"]}",
			"{\"completed\": \"true\"}", "{\"completed\": 1}", "[]", "null", "\"text\"", "{", "" })
	void patchThatDoesNotFitATaskIsRefused(String patch) {
		Problems.assertProblem(this.tasks.patch(this.task.id(), patch), HttpStatus.BAD_REQUEST, "invalid_request")
			.doesNotHavePath("$.errors");
		assertThat(this.tasks.stored(this.task.id())).isEqualTo(this.task);
	}

	@Test
	void concurrentPatchesOfDifferentFieldsAreNotLost() throws Exception {
		List<Callable<Void>> writers = List.of(writer("{\"title\": \"%d\"}"::formatted),
				writer("{\"description\": \"%d\"}"::formatted),
				writer((round) -> "{\"completed\": %s}".formatted(round % 2 == 0)));
		ExecutorService executor = Executors.newFixedThreadPool(writers.size());
		try {
			for (Future<Void> written : executor.invokeAll(writers)) {
				written.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.tasks.stored(this.task.id()).content())
			.isEqualTo(new TaskContent(String.valueOf(ROUNDS), String.valueOf(ROUNDS), true));
	}

	/**
	 * Returns a writer. No other writer changes its member, so its last value must
	 * remain.
	 */
	private Callable<Void> writer(IntFunction<String> patch) {
		return () -> {
			for (int round = 1; round <= ROUNDS; round++) {
				this.tasks.patch(this.task.id(), patch.apply(round)).expectStatus().isOk();
				this.tasks.get(this.task.id()).expectBody().json(patch.apply(round));
			}
			return null;
		};
	}

	private Task patch(String patch) {
		return TaskClient.read(this.tasks.patch(this.task.id(), patch));
	}

	private void assertPatched(Task patched, TaskContent content) {
		assertThat(patched).isEqualTo(this.task.with(content, patched.updatedAt()));
		assertThat(this.tasks.stored(this.task.id())).isEqualTo(patched);
	}

}
