package io.github.jwtsecurity.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An OpenAPI description that an application serves.
 *
 * @param root the JSON object
 */
record Description(JsonNode root) {

	private static final Pattern REFERENCE = Pattern.compile("\"#/components/(\\w+)/([^\"]+)\"");

	private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

	static Description of(RestTestClient client, String path) {
		return new Description(client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(JsonNode.class)
			.returnResult()
			.getResponseBody());
	}

	JsonNode operation(String method, String path) {
		JsonNode operation = this.root.path("paths").path(path).path(method);
		assertThat(operation.isObject()).as(method + " " + path).isTrue();
		return operation;
	}

	/**
	 * Returns the parameters of an operation, each as its place, name and whether it is
	 * required.
	 */
	List<String> parameters(String method, String path) {
		return operation(method, path).path("parameters")
			.valueStream()
			.map(this::resolve)
			.map((parameter) -> "%s %s %s".formatted(parameter.path("in").asString(), parameter.path("name").asString(),
					parameter.path("required").asBoolean()))
			.toList();
	}

	Set<String> statuses(String method, String path) {
		return new LinkedHashSet<>(operation(method, path).path("responses").propertyNames());
	}

	/**
	 * Returns the names of the security schemes of each alternative.
	 */
	List<String> security(String method, String path) {
		return operation(method, path).path("security")
			.valueStream()
			.map((requirement) -> String.join("+", requirement.propertyNames()))
			.toList();
	}

	/**
	 * Returns the response with a status, or the component that it refers to.
	 */
	JsonNode response(String method, String path, String status) {
		return resolve(operation(method, path).path("responses").path(status));
	}

	private JsonNode resolve(JsonNode part) {
		return part.has("$ref") ? this.root.at(part.path("$ref").asString().substring(1)) : part;
	}

	/**
	 * Returns the codes of a response that have an example.
	 */
	List<String> codes(String method, String path, String status) {
		return List.copyOf(response(method, path, status).at("/content/" + "application~1problem+json" + "/examples")
			.propertyNames());
	}

	List<String> paths() {
		return List.copyOf(this.root.path("paths").propertyNames());
	}

	/**
	 * Asserts that the parts of the description fit together.
	 */
	void assertConsistent() {
		REFERENCE.matcher(this.root.toString())
			.results()
			.forEach((reference) -> assertThat(
					this.root.path("components").path(reference.group(1)).has(reference.group(2)))
				.as(reference.group())
				.isTrue());
		List<String> ids = new ArrayList<>();
		Set<String> schemes = Set.copyOf(this.root.at("/components/securitySchemes").propertyNames());
		this.root.path("paths").forEachEntry((path, item) -> item.propertyNames().forEach((method) -> {
			ids.add(operation(method, path).path("operationId").asString());
			assertThat(schemes).containsAll(security(method, path).stream().flatMap(Description::names).toList());
			assertThat(parameters(method, path)).as(method + " " + path)
				.containsAll(VARIABLE.matcher(path)
					.results()
					.map((name) -> "path %s true".formatted(name.group(1)))
					.toList());
		}));
		assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
	}

	private static Stream<String> names(String requirement) {
		return Stream.of(requirement.split("\\+")).filter((name) -> !name.isEmpty());
	}

}
