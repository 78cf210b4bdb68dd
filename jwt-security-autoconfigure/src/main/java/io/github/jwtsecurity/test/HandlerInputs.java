package io.github.jwtsecurity.test;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.CurrentUserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.http.HttpEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.MatrixVariable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;

/**
 * The values with the name of a user id that handler methods take from a request, other
 * than from its path.
 */
final class HandlerInputs {

	private static final Map<Class<? extends Annotation>, String> KINDS = Map.of(RequestParam.class,
			"the request parameter", RequestHeader.class, "the header", CookieValue.class, "the cookie",
			MatrixVariable.class, "the matrix variable", RequestPart.class, "the part");

	private static final List<Class<? extends Annotation>> CONVERTED = List.of(RequestBody.class, RequestPart.class);

	private static final List<String> NEUTRAL = List.of("jakarta.validation.", "org.hibernate.validator.",
			"org.springframework.validation.", "org.jspecify.", "io.swagger.");

	/** Names that are usual for other properties of a body, such as that of a login. */
	private static final List<String> USUAL_PROPERTIES = List.of("user", "username");

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Predicate<String> isUserId;

	private final List<ObjectMapper> mappers;

	/**
	 * Creates the inputs.
	 * @param isUserId the test of a name
	 * @param mappers the mappers that read bodies, empty if Jackson reads none
	 */
	HandlerInputs(Predicate<String> isUserId, List<ObjectMapper> mappers) {
		this.isUserId = isUserId;
		this.mappers = mappers;
	}

	/**
	 * Returns the inputs of a parameter, each with its kind and its name, as in
	 * {@code the request parameter 'user_id'}.
	 * @param parameter the parameter of a handler method
	 */
	Stream<String> of(MethodParameter parameter) {
		if (parameter.hasParameterAnnotation(PathVariable.class)
				|| parameter.hasParameterAnnotation(CurrentUserId.class)) {
			return Stream.empty();
		}
		Optional<String> value = KINDS.entrySet()
			.stream()
			.filter((kind) -> parameter.hasParameterAnnotation(kind.getKey()))
			.map((kind) -> named(kind.getValue(), name(parameter, kind.getKey())))
			.flatMap(Optional::stream)
			.findFirst();
		if (value.isPresent()) {
			return value.stream();
		}
		if (isConverted(parameter)) {
			return named(converted(parameter));
		}
		if (parameter.hasParameterAnnotation(ModelAttribute.class) || (!isBound(parameter) && !isSimple(parameter))) {
			return named(BodyProperties.of(ResolvableType.forMethodParameter(parameter)));
		}
		return isBound(parameter) ? Stream.empty() : named("the request parameter", name(parameter)).stream();
	}

	/**
	 * Returns the properties of a body. A type that Jackson refuses may have another
	 * message converter.
	 */
	private Stream<BoundProperty> converted(MethodParameter parameter) {
		Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(),
				parameter.getContainingClass());
		Stream<BoundProperty> others = BodyProperties.of(ResolvableType.forMethodParameter(parameter));
		try {
			return this.mappers.isEmpty() ? others
					: this.mappers.stream().flatMap((mapper) -> JsonProperties.of(type, mapper)).toList().stream();
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return others;
		}
	}

	/**
	 * Returns whether a message converter reads the value.
	 */
	private static boolean isConverted(MethodParameter parameter) {
		return CONVERTED.stream().anyMatch(parameter::hasParameterAnnotation)
				|| HttpEntity.class.isAssignableFrom(parameter.getParameterType());
	}

	/**
	 * Returns whether a parameter is a single value, an optional value or several values.
	 */
	private static boolean isSimple(MethodParameter parameter) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		Class<?> resolved = type.resolve(Object.class);
		boolean wrapped = resolved == Optional.class || Collection.class.isAssignableFrom(resolved);
		return BeanUtils.isSimpleProperty(wrapped ? type.getGeneric().resolve(Object.class) : resolved);
	}

	/**
	 * Returns whether an annotation may name the source of the value. Annotations for
	 * validation and documentation do not.
	 */
	private static boolean isBound(MethodParameter parameter) {
		return Stream.of(parameter.getParameterAnnotations())
			.map((annotation) -> annotation.annotationType().getName())
			.anyMatch((name) -> NEUTRAL.stream().noneMatch(name::startsWith));
	}

	private Optional<String> named(String kind, @Nullable String name) {
		return Optional.ofNullable(name).filter(this.isUserId).map((found) -> "%s '%s'".formatted(kind, found));
	}

	private Stream<String> named(Stream<BoundProperty> properties) {
		return properties
			.filter((property) -> this.isUserId.test(property.name())
					&& !USUAL_PROPERTIES.contains(property.name().toLowerCase(Locale.ROOT)))
			.map((property) -> "the property '%s' of %s".formatted(property.name(), property.type().getSimpleName()));
	}

	/**
	 * Returns the name of the value that an annotation binds to a parameter.
	 * @param parameter the parameter
	 * @param type the type of the annotation
	 * @return the declared name, by default that of the parameter
	 */
	static @Nullable String name(MethodParameter parameter, Class<? extends Annotation> type) {
		Annotation annotation = parameter.getParameterAnnotation(type);
		Object declared = (annotation != null) ? AnnotationUtils.getValue(annotation, "name") : null;
		return StringUtils.hasText((String) declared) ? (String) declared : name(parameter);
	}

	/**
	 * Returns the name of a parameter.
	 * @return the name, {@code null} if the class was compiled without names
	 */
	static @Nullable String name(MethodParameter parameter) {
		parameter.initParameterNameDiscovery(NAMES);
		return parameter.getParameterName();
	}

}
