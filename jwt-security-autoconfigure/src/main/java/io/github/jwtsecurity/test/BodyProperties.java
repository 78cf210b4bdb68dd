package io.github.jwtsecurity.test;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * The properties of an object that is bound from a request, and of the objects in it.
 */
final class BodyProperties {

	private static final List<String> PLATFORM = List.of("java.", "javax.", "jakarta.", "kotlin.",
			"org.springframework.", "tools.jackson.", "com.fasterxml.jackson.");

	private final List<Property> properties = new ArrayList<>();

	private final Set<Class<?>> visited = new HashSet<>();

	private BodyProperties() {
	}

	/**
	 * Returns the properties of a type and of all types in it.
	 * @param type the type, which may be generic, such as a list of objects
	 */
	static Stream<Property> of(ResolvableType type) {
		BodyProperties found = new BodyProperties();
		found.visit(type);
		return found.properties.stream();
	}

	private void visit(ResolvableType type) {
		Stream.of(type.getGenerics()).forEach(this::visit);
		if (type.isArray()) {
			visit(type.getComponentType());
			return;
		}
		Class<?> resolved = type.resolve();
		if (resolved == null || resolved.isEnum() || ClassUtils.isPrimitiveOrWrapper(resolved)
				|| PLATFORM.stream().anyMatch(resolved.getName()::startsWith) || !this.visited.add(resolved)) {
			return;
		}
		Stream.of(resolved.getDeclaredFields())
			.filter((field) -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
			.forEach((field) -> add(field, type, resolved));
		visit(type.getSuperType());
	}

	private void add(Field field, ResolvableType owner, Class<?> declaring) {
		JsonProperty json = field.getAnnotation(JsonProperty.class);
		if (json != null && json.access() == Access.READ_ONLY) {
			return;
		}
		this.properties
			.add(new Property((json != null && !json.value().isEmpty()) ? json.value() : field.getName(), declaring));
		visit(ResolvableType.forField(field, owner));
	}

	/**
	 * A property.
	 *
	 * @param name the name, in JSON if it has another one there
	 * @param type the type that declares it
	 */
	record Property(String name, Class<?> type) {
	}

}
