package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties in the metadata of all libraries on the class path.
 */
final class SpringBootProperties {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private SpringBootProperties() {
	}

	/**
	 * Returns the properties by name. The value is true if the type is a map.
	 */
	static Map<String, Boolean> read() throws IOException {
		Map<String, Boolean> properties = new TreeMap<>();
		for (URL metadata : Collections.list(SpringBootProperties.class.getClassLoader().getResources(METADATA))) {
			try (InputStream content = metadata.openStream()) {
				for (JsonNode property : new JsonMapper().readTree(content).path("properties")) {
					properties.put(property.path("name").asString(),
							property.path("type").asString("").startsWith("java.util.Map"));
				}
			}
		}
		return properties;
	}

	/**
	 * Returns whether a name is that of a property, of an element of a list, or of an
	 * entry of a map.
	 */
	static boolean contain(Map<String, Boolean> properties, String name) {
		String plain = name.replaceAll("\\[\\d+]", "");
		return properties.containsKey(plain) || properties.entrySet()
			.stream()
			.anyMatch((property) -> property.getValue() && plain.startsWith(property.getKey() + "."));
	}

}
