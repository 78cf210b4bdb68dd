package io.github.jwtsecurity;

import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A property as the generated metadata describes it.
 *
 * @param name the name
 * @param type the Java type
 * @param defaultValue the default, empty if there is none
 * @param description the description
 */
public record PropertyMetadata(String name, String type, String defaultValue, String description) {

	private static final Path FILE = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	public static List<PropertyMetadata> read() {
		return new JsonMapper().readTree(FILE).get("properties").valueStream().map(PropertyMetadata::of).toList();
	}

	/**
	 * Returns the default in the notation of the documentation: a list in brackets, and a
	 * dash for none.
	 */
	public String documentedDefault() {
		boolean list = this.type.startsWith("java.util.List") || this.type.startsWith("java.util.Set");
		if (list && !this.defaultValue.startsWith("[")) {
			return "[" + this.defaultValue + "]";
		}
		return this.defaultValue.isEmpty() ? "-" : this.defaultValue;
	}

	private static PropertyMetadata of(JsonNode property) {
		return new PropertyMetadata(property.path("name").asString(), property.path("type").asString(),
				property.path("defaultValue").asString(""), property.path("description").asString(""));
	}

}
