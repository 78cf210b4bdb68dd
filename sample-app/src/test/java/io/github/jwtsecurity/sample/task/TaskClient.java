package io.github.jwtsecurity.sample.task;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.jwtsecurity.sample.Users.User;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/**
 * A client of the tasks API.
 *
 * @param user the user who sends the requests
 * @param owner the id of the user in the path
 */
record TaskClient(User user, String owner) {

	private static final String TASKS = "/api/{user_id}/tasks";

	private static final String TASK = TASKS + "/{task_id}";

	static TaskClient of(User user) {
		return new TaskClient(user, user.id());
	}

	TaskClient at(User owner) {
		return new TaskClient(this.user, owner.id());
	}

	ResponseSpec list() {
		return this.user.client().get().uri(TASKS, this.owner).exchange();
	}

	ResponseSpec create(String body) {
		return this.user.client()
			.post()
			.uri(TASKS, this.owner)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	ResponseSpec get(String id) {
		return this.user.client().get().uri(TASK, this.owner, id).exchange();
	}

	ResponseSpec put(String id, String body) {
		return send(HttpMethod.PUT, id, MediaType.APPLICATION_JSON, body);
	}

	ResponseSpec patch(String id, String body) {
		return patch(id, new MediaType("application", "merge-patch+json"), body);
	}

	ResponseSpec patch(String id, MediaType contentType, String body) {
		return send(HttpMethod.PATCH, id, contentType, body);
	}

	ResponseSpec delete(String id) {
		return this.user.client().delete().uri(TASK, this.owner, id).exchange();
	}

	/**
	 * Sends every kind of request for a task.
	 */
	Stream<ResponseSpec> everyRequestFor(String id) {
		return Stream.of(get(id), put(id, "{\"title\": \"Changed\"}"), patch(id, "{\"title\": \"Changed\"}"),
				delete(id));
	}

	List<Task> tasks() {
		return Objects.requireNonNull(list().returnResult(new ParameterizedTypeReference<List<Task>>() {
		}).getResponseBody());
	}

	Task create(String title, String description, boolean completed) {
		return read(create("{\"title\": \"%s\", \"description\": \"%s\", \"completed\": %s}".formatted(title,
				description, completed)));
	}

	Task stored(String id) {
		return read(get(id));
	}

	private ResponseSpec send(HttpMethod method, String id, MediaType contentType, String body) {
		return this.user.client()
			.method(method)
			.uri(TASK, this.owner, id)
			.contentType(contentType)
			.body(body)
			.exchange();
	}

	static Task read(ResponseSpec response) {
		return Objects.requireNonNull(response.returnResult(Task.class).getResponseBody());
	}

}
