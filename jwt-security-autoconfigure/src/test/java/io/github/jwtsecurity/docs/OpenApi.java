package io.github.jwtsecurity.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI description of the endpoints. Its named schemas are applied strictly:
 * unlike a client, this test does not accept unknown members.
 */
final class OpenApi {

	private static final String LOCATION = "https://example.org/openapi.json";

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch",
			"trace");

	private final JsonNode root;

	private final SchemaRegistry registry;

	private OpenApi(JsonNode root) {
		this.root = root;
		this.registry = SchemaRegistry.withDialect(Dialects.getOpenApi31(),
				(builder) -> builder.schemas(Map.of(LOCATION, root.toString()))
					.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
	}

	static OpenApi read(String path) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		Object yaml = new Yaml(new SafeConstructor(options)).load(Page.of(path).text());
		JsonNode root = new JsonMapper().valueToTree(yaml);
		root.at("/components/schemas").forEach((schema) -> ((ObjectNode) schema).put("additionalProperties", false));
		return new OpenApi(root);
	}

	JsonNode root() {
		return this.root;
	}

	/**
	 * Returns the default path of the endpoints.
	 */
	String basePath() {
		return this.root.at("/servers/0/variables/basePath/default").asString();
	}

	List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		this.root.path("paths")
			.forEachEntry((path, item) -> item.propertyNames()
				.stream()
				.filter(METHODS::contains)
				.forEach((method) -> operations.add(new Operation(this, method.toUpperCase(Locale.ROOT), path,
						new Part(this, "/paths/" + escape(path) + "/" + method)))));
		return operations;
	}

	Operation operation(String method, String path) {
		return operations().stream()
			.filter((operation) -> operation.method().equals(method) && operation.path().equals(path))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Returns every object with this name, wherever it is.
	 */
	List<JsonNode> all(String name) {
		return this.root.findValues(name);
	}

	private static String escape(String name) {
		return name.replace("~", "~0").replace("/", "~1");
	}

	/**
	 * A part of the description.
	 *
	 * @param api the description
	 * @param pointer the JSON pointer of the part (RFC 6901)
	 */
	record Part(OpenApi api, String pointer) {

		JsonNode node() {
			return this.api.root.at(this.pointer);
		}

		boolean exists() {
			return !node().isMissingNode();
		}

		/**
		 * Returns a member of this part, or of the part that it refers to.
		 */
		Part get(String name) {
			Part part = new Part(this.api, this.pointer + "/" + escape(name));
			JsonNode reference = part.node().path("$ref");
			return (reference.isMissingNode() || name.equals("schema")) ? part
					: new Part(this.api, reference.asString().substring(1));
		}

		Stream<String> names() {
			return node().propertyNames().stream();
		}

		/**
		 * Compares a value with this schema.
		 * @return the violations
		 */
		List<String> validate(JsonNode value) {
			Schema schema = this.api.registry.getSchema(SchemaLocation.of(LOCATION + "#" + this.pointer));
			return schema.validate(value).stream().map(Object::toString).toList();
		}

	}

	/**
	 * An operation.
	 *
	 * @param api the description
	 * @param method the HTTP method
	 * @param path the path below that of the endpoints
	 * @param part the part that describes the operation
	 */
	record Operation(OpenApi api, String method, String path, Part part) {

		String target() {
			return this.api.basePath() + this.path;
		}

		/**
		 * Returns whether the operation accepts an access token.
		 */
		boolean takesToken() {
			JsonNode own = part().get("security").node();
			return !(own.isMissingNode() ? this.api.root.path("security") : own).isEmpty();
		}

		Part response(int status) {
			return part().get("responses").get(String.valueOf(status));
		}

		/**
		 * Returns the status of the response that is not a refusal.
		 */
		int successStatus() {
			return part().get("responses")
				.names()
				.mapToInt(Integer::parseInt)
				.filter((status) -> status < 300)
				.findFirst()
				.orElseThrow();
		}

		/**
		 * Returns the schema of the JSON body of the request.
		 */
		Part body() {
			return part().get("requestBody").get("content").get("application/json");
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
