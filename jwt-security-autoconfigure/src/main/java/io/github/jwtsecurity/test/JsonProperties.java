package io.github.jwtsecurity.test;

import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/**
 * The properties that Jackson reads from the body of a request, for an object and for the
 * objects in it.
 */
final class JsonProperties {

	private final DeserializationConfig config;

	private final ClassIntrospector introspector;

	private final Set<Class<?>> visited = new HashSet<>();

	private JsonProperties(ObjectMapper mapper) {
		this.config = mapper.deserializationConfig();
		this.introspector = this.config.classIntrospectorInstance();
	}

	/**
	 * Returns the properties of a type and of all types in it, with their aliases.
	 * @param type the type, which may be generic, such as a list of objects
	 * @param mapper the mapper of the application
	 */
	static Stream<BoundProperty> of(Type type, ObjectMapper mapper) {
		return new JsonProperties(mapper).of(mapper.constructType(type));
	}

	private Stream<BoundProperty> of(@Nullable JavaType type) {
		if (type == null) {
			return Stream.empty();
		}
		Stream<BoundProperty> contained = Stream
			.concat(type.getBindings().getTypeParameters().stream(), Stream.ofNullable(type.getContentType()))
			.flatMap(this::of);
		boolean first = BoundProperty.isObject(type.getRawClass()) && this.visited.add(type.getRawClass());
		return first ? Stream.concat(contained, ofObject(type)) : contained;
	}

	private Stream<BoundProperty> ofObject(JavaType type) {
		AnnotatedClass annotated = this.introspector.introspectClassAnnotations(type);
		BeanDescription description = description(type, annotated);
		Stream<JavaType> subtypes = this.config.getSubtypeResolver()
			.collectAndResolveSubtypesByTypeId(this.config, annotated)
			.stream()
			.map((subtype) -> this.config.constructType(subtype.getType()));
		Stream<JavaType> delegates = description.getPotentialCreators()
			.getExplicitDelegating()
			.stream()
			.map((creator) -> creator.creator().getParameterType(0));
		return Stream.concat(Stream.concat(subtypes, delegates).flatMap(this::of),
				description.findProperties()
					.stream()
					.filter(BeanPropertyDefinition::couldDeserialize)
					.flatMap((property) -> Stream.concat(names(property, type), of(property.getPrimaryType()))));
	}

	private BeanDescription description(JavaType type, AnnotatedClass annotated) {
		BeanDescription description = this.introspector.introspectForDeserialization(type, annotated);
		return Optional.ofNullable(this.config.getAnnotationIntrospector().findPOJOBuilder(this.config, annotated))
			.map((builder) -> this.introspector
				.introspectForDeserializationWithBuilder(this.config.constructType(builder), description))
			.orElse(description);
	}

	private static Stream<BoundProperty> names(BeanPropertyDefinition property, JavaType type) {
		return Stream
			.concat(Stream.of(property.getName()), property.findAliases().stream().map(PropertyName::getSimpleName))
			.map((name) -> new BoundProperty(name, type.getRawClass()));
	}

}
