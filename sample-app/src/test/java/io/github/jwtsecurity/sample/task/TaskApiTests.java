package io.github.jwtsecurity.sample.task;

import java.net.URI;
import java.util.List;
import java.util.Objects;

import io.github.jwtsecurity.sample.Problems;
import io.github.jwtsecurity.sample.Users;
import io.github.jwtsecurity.sample.Users.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the REST API as a user sees it, on every database.
 */
abstract class TaskApiTests {

	@Autowired
	private Users users;

	@LocalServerPort
	private int port;

	private User alice;

	private TaskClient tasks;

	private User bob;

	private TaskClient tasksOfBob;

	@BeforeEach
	void createUsers() {
		this.alice = this.users.create();
		this.tasks = TaskClient.of(this.alice);
		this.bob = this.users.create();
		this.tasksOfBob = TaskClient.of(this.bob);
	}

	@Test
	void createAnswersWithTheTask() {
		ResponseSpec response = this.tasks.create("""
				{"title": "Buy milk", "description": "Two bottles", "completed": true}""");
		response.expectStatus().isCreated();
		response.expectHeader().contentType(MediaType.APPLICATION_JSON);
		EntityExchangeResult<String> result = response.returnResult(String.class);
		String instant = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3,6})?Z\"";
		assertThat(result.getResponseBody()).matches("""
				\\{"id":"[^"]+","user_id":"%s","title":"Buy milk","description":"Two bottles","completed":true,\
				"created_at":%s,"updated_at":%s}""".formatted(this.alice.id(), instant, instant));
	}

	@Test
	void createAnswersWithTheLocationOfTheSameTask() {
		EntityExchangeResult<String> created = this.tasks.create("""
				{"title": "Buy milk"}""").returnResult(String.class);
		URI location = Objects.requireNonNull(created.getResponseHeaders().getLocation());
		assertThat(location).hasNoHost();
		follow(this.alice, location).expectBody()
			.json(Objects.requireNonNull(created.getResponseBody()), JsonCompareMode.STRICT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"title\": \"Title\"}",
			"{\"title\": \"Title\", \"description\": null, \"completed\": null}" })
	void createWithATitleAloneUsesTheDefaults(String body) {
		Task task = TaskClient.read(this.tasks.create(body));
		assertThat(task.content()).isEqualTo(new TaskContent("Title", null, false));
		assertThat(this.tasks.tasks()).containsExactly(task);
	}

	@Test
	void createIgnoresFieldsThatAreNotTheClients() {
		Task task = TaskClient.read(this.tasks.create("""
				{"title": "Mine", "id": "1", "user_id": "%s", "userId": "%s", "created_at": "2000-01-01T00:00:00Z",
				 "updated_at": "2000-01-01T00:00:00Z", "unknown": {"nested": [1, 2]}}""".formatted(this.bob.id(),
				this.bob.id())));
		assertThat(task.id()).isNotEqualTo("1");
		assertThat(task.userId()).isEqualTo(this.alice.id());
		assertThat(task.createdAt()).isEqualTo(task.updatedAt()).isAfter("2000-01-01T00:00:00Z");
		assertThat(this.tasksOfBob.tasks()).isEmpty();
	}

	@Test
	void listIsInTheOrderOfCreation() {
		Task first = this.tasks.create("1", "", false);
		Task second = this.tasks.create("2", "", false);
		Task third = this.tasks.create("3", "", true);
		Task changed = TaskClient.read(this.tasks.put(first.id(), "{\"title\": \"4\"}"));
		assertThat(this.tasks.tasks()).containsExactly(changed, second, third);
	}

	@Test
	void listWithoutTasksIsAnEmptyArray() {
		ResponseSpec response = this.tasks.list();
		response.expectStatus().isOk();
		response.expectHeader().contentType(MediaType.APPLICATION_JSON);
		response.expectBody(String.class).isEqualTo("[]");
	}

	@Test
	void putReplacesTheContent() {
		Task task = this.tasks.create("Before", "Details", true);
		ResponseSpec response = this.tasks.put(task.id(), """
				{"title": "After", "id": "1", "user_id": "%s", "created_at": "2000-01-01T00:00:00Z"}"""
			.formatted(this.bob.id()));
		response.expectStatus().isOk();
		Task replaced = TaskClient.read(response);
		assertThat(replaced).isEqualTo(task.with(new TaskContent("After", null, false), replaced.updatedAt()));
		assertThat(this.tasks.stored(task.id())).isEqualTo(replaced);
	}

	@Test
	void putOfAnInvalidTaskChangesNothing() {
		Task task = this.tasks.create("Before", "Details", true);
		Problems.assertProblem(this.tasks.put(task.id(), "{\"title\": \"\"}"), HttpStatus.BAD_REQUEST,
				"invalid_request");
		assertThat(this.tasks.stored(task.id())).isEqualTo(task);
	}

	@Test
	void deleteRemovesTheTask() {
		Task task = this.tasks.create("Done", "", true);
		ResponseSpec response = this.tasks.delete(task.id());
		response.expectStatus().isNoContent();
		response.expectBody().isEmpty();
		assertNotFound(this.tasks, task.id());
		assertThat(this.tasks.tasks()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "1-1-1-1-1", "7b1f3f0e-2f4c-4a39-8d0f-0f4f3c0f6a11", "\u00FC", "a b", "' OR 1=1 --" })
	void unknownTaskIsNotFound(String id) {
		assertNotFound(this.tasks, id);
	}

	@Test
	void taskOfSomebodyElseIsNotFoundUnderOnesOwnPath() {
		Task task = this.tasks.create("Private", "", false);
		assertNotFound(this.tasksOfBob, task.id());
		assertThat(this.tasksOfBob.tasks()).isEmpty();
		assertThat(this.tasks.tasks()).containsExactly(task);
	}

	@Test
	void pathOfSomebodyElseIsForbidden() {
		Task task = this.tasks.create("Private", "", false);
		TaskClient intruder = this.tasksOfBob.at(this.alice);
		intruder.everyRequestFor(task.id()).forEach(TaskApiTests::assertForbidden);
		assertForbidden(intruder.list());
		assertForbidden(intruder.create("{\"title\": \"Intruder\"}"));
		assertThat(this.tasks.tasks()).containsExactly(task);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "\u00FC\uD83D\uDE00", "o'brien+x@example.com", "auth0|1", "a,b=c&d" })
	void userIdsThatNeedEncodingWork(String userId) {
		User user = this.users.create(userId);
		ResponseSpec response = TaskClient.of(user).create("{\"title\": \"Mine\"}");
		URI location = response.returnResult(Task.class).getResponseHeaders().getLocation();
		assertThat(TaskClient.read(follow(user, Objects.requireNonNull(location))).userId()).isEqualTo(userId);
	}

	@Test
	void userIdThatIsTooLongForTheTableHasNoTasks() {
		TaskClient client = TaskClient.of(this.users.create("u".repeat(256)));
		assertThat(client.tasks()).isEqualTo(List.of());
		Problems.assertProblem(client.create("{\"title\": \"Title\"}"), HttpStatus.BAD_REQUEST, "invalid_request");
	}

	@Test
	void textOfTheGreatestLengthIsKept() {
		Task task = this.tasks.create("\uD83D\uDE00".repeat(200), "\uD83D\uDE00".repeat(10_000), false);
		assertThat(task.title()).isEqualTo("\uD83D\uDE00".repeat(200));
		assertThat(task.description()).isEqualTo("\uD83D\uDE00".repeat(10_000));
		assertThat(this.tasks.stored(task.id())).isEqualTo(task);
	}

	private ResponseSpec follow(User user, URI location) {
		return user.client().get().uri(URI.create("http://localhost:" + this.port).resolve(location)).exchange();
	}

	private static void assertNotFound(TaskClient client, String id) {
		client.everyRequestFor(id)
			.forEach((response) -> Problems.assertProblem(response, HttpStatus.NOT_FOUND, "not_found")
				.extractingPath("$.detail")
				.isEqualTo("There is no such task."));
	}

	private static void assertForbidden(ResponseSpec response) {
		Problems.assertProblem(response, HttpStatus.FORBIDDEN, "not_owner");
	}

}
