package io.github.jwtsecurity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A property as the generated metadata describes it.
 *
 * @param name the name
 * @param type the Java type
 * @param defaultValue the default, empty if there is none
 * @param description the description
 */
public record PropertyMetadata(String name, String type, String defaultValue, String description) {

	private static final String ISSUERS = "jwt-security.issuers";

	private static final Path SOURCES = Path.of("src/main/java/io/github/jwtsecurity/token");

	private static final Path FILE = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	public static List<PropertyMetadata> read() {
		return new JsonMapper().readTree(FILE).get("properties").valueStream().map(PropertyMetadata::of).toList();
	}

	/**
	 * Returns all properties, with those of a further issuer in place of the map of
	 * issuers. The generated metadata does not describe the values of a map.
	 */
	public static List<PropertyMetadata> readWithIssuers() {
		Stream<PropertyMetadata> single = read().stream().filter((property) -> !property.name().equals(ISSUERS));
		return Stream.concat(single, components(ISSUERS + ".<name>", "IssuerProperties")).toList();
	}

	/**
	 * Returns the properties of a record of the package {@code token}, with the defaults
	 * of its annotations and the descriptions of its comment.
	 */
	private static Stream<PropertyMetadata> components(String prefix, String type) {
		try {
			Class<?> properties = Class.forName("io.github.jwtsecurity.token." + type);
			Parameter[] parameters = properties.getDeclaredConstructors()[0].getParameters();
			return IntStream.range(0, parameters.length).boxed().flatMap((i) -> {
				RecordComponent component = properties.getRecordComponents()[i];
				String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
				if (component.getType().isRecord()) {
					return components(name, component.getType().getSimpleName());
				}
				DefaultValue defaultValue = parameters[i].getAnnotation(DefaultValue.class);
				return Stream.of(new PropertyMetadata(name, component.getType().getName(),
						(defaultValue != null) ? String.join(",", defaultValue.value()) : "",
						description(type, component.getName())));
			});
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String description(String type, String component) {
		try {
			String source = Files.readString(SOURCES.resolve(type + ".java"));
			Matcher comment = Pattern.compile("(?s)@param " + component + " (.*?)\\n \\* ?(@param|/|\\*/)")
				.matcher(source);
			return comment.find() ? comment.group(1).replaceAll("\\s*\\n \\* ?", " ") : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
