package io.github.jwtsecurity.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The description of the library's own endpoints and refusals, in the file {@code
 * openapi.yaml}. The names of its components get a prefix, so that they differ from those
 * of the application.
 *
 * @hidden
 */
public final class LibraryDescription {

	/** The name of the security scheme for bearer tokens. */
	public static final String BEARER = "bearer";

	/** The prefix of the names of the library's components. */
	static final String PREFIX = "JwtSecurity";

	/** The reference to the schema of a refusal. */
	static final String PROBLEM = "#/components/schemas/" + PREFIX + "Problem";

	/** The reference to the header with the challenge of RFC 6750. */
	static final String CHALLENGE = "#/components/headers/" + PREFIX + "Challenge";

	private static final String COMPONENTS = "components";

	/** A reference in the file, which may begin with its kind and ends with its name. */
	private static final Pattern OWN_REFERENCE = Pattern.compile("(#/components/\\w+/)(\\w+)");

	/** A reference to a component of the library in the JSON text of a description. */
	private static final Pattern REFERENCE = Pattern.compile("\"#/components/(\\w+)/(" + PREFIX + "\\w+)\"");

	private final Map<?, ?> root;

	private LibraryDescription(Map<?, ?> root) {
		this.root = root;
	}

	static LibraryDescription load() {
		try (InputStream file = Objects.requireNonNull(LibraryDescription.class.getResourceAsStream("openapi.yaml"))) {
			return new LibraryDescription(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the description of an endpoint of the library.
	 * @param method the method
	 * @param path the path, relative to that of all endpoints
	 * @return a new description with explicit security requirements, {@code null} if
	 * there is none
	 */
	public @Nullable Operation operation(String method, String path) {
		Object description = member("paths", path, method.toLowerCase(Locale.ROOT));
		if (description == null) {
			return null;
		}
		Operation operation = convert(description, Operation.class);
		if (operation.getSecurity() == null) {
			operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
		}
		return operation;
	}

	/**
	 * Adds the components and tags that another description refers to, and the security
	 * scheme for bearer tokens.
	 */
	void addTo(OpenAPI openApi) {
		Components components = openApi.getComponents();
		if (components.getSecuritySchemes() == null || !components.getSecuritySchemes().containsKey(BEARER)) {
			components.addSecuritySchemes(BEARER,
					convert(member(COMPONENTS, "securitySchemes", BEARER), SecurityScheme.class));
		}
		Set<String> added = new TreeSet<>();
		List<MatchResult> references = references(openApi);
		while (references.stream().anyMatch((reference) -> added.add(reference.group()))) {
			references.forEach((reference) -> add(reference.group(1), reference.group(2), components));
			references = references(openApi);
		}
		addTags(openApi);
	}

	private static List<MatchResult> references(OpenAPI openApi) {
		return REFERENCE.matcher(Json31.pretty(openApi)).results().toList();
	}

	private void add(String kind, String name, Components components) {
		Object component = member(COMPONENTS, kind, name.substring(PREFIX.length()));
		if (component == null) {
			return;
		}
		switch (kind) {
			case "schemas" -> components.addSchemas(name, convert(component, Schema.class));
			case "responses" -> components.addResponses(name, convert(component, ApiResponse.class));
			case "headers" -> components.addHeaders(name, convert(component, Header.class));
			case "parameters" -> components.addParameters(name, convert(component, Parameter.class));
			case "requestBodies" -> components.addRequestBodies(name, convert(component, RequestBody.class));
			default -> throw new IllegalStateException("There is no component of the kind " + kind);
		}
	}

	private void addTags(OpenAPI openApi) {
		Set<String> used = openApi.getPaths()
			.values()
			.stream()
			.flatMap((item) -> item.readOperations().stream())
			.flatMap((operation) -> (operation.getTags() != null) ? operation.getTags().stream() : Stream.empty())
			.collect(Collectors.toSet());
		Set<String> described = (openApi.getTags() != null)
				? openApi.getTags().stream().map(Tag::getName).collect(Collectors.toSet()) : Set.of();
		for (Object description : (List<?>) Objects.requireNonNull(member("tags"))) {
			Tag tag = convert(description, Tag.class);
			if (used.contains(tag.getName()) && !described.contains(tag.getName())) {
				openApi.addTagsItem(tag);
			}
		}
	}

	private @Nullable Object member(String... names) {
		Object node = this.root;
		for (String name : names) {
			node = (node instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return node;
	}

	private static <T> T convert(@Nullable Object description, Class<T> type) {
		return Json31.mapper().convertValue(renamed(description), type);
	}

	private static @Nullable Object renamed(@Nullable Object node) {
		if (node instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((name, value) -> copy.put(name, renamed(value)));
			return copy;
		}
		if (node instanceof List<?> list) {
			return list.stream().map(LibraryDescription::renamed).collect(Collectors.toList());
		}
		return (node instanceof String text) ? OWN_REFERENCE.matcher(text).replaceAll("$1" + PREFIX + "$2") : node;
	}

}
