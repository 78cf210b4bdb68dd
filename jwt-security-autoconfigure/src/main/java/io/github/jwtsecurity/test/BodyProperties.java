package io.github.jwtsecurity.test;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.BindParam;

/**
 * The properties of an object that is bound from a request without Jackson, and of the
 * objects in it: fields, parameters of constructors, and setters.
 */
final class BodyProperties {

	private static final int NOT_BOUND = Modifier.STATIC | Modifier.TRANSIENT;

	private final Set<BoundProperty> properties = new HashSet<>();

	private final Set<Class<?>> visited = new HashSet<>();

	private BodyProperties() {
	}

	/**
	 * Returns the properties of a type and of all types in it.
	 * @param type the type, which may be generic, such as a list of objects
	 */
	static Stream<BoundProperty> of(ResolvableType type) {
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
		if (resolved == null || !BoundProperty.isObject(resolved) || !this.visited.add(resolved)) {
			return;
		}
		Stream.of(resolved.getDeclaredFields())
			.filter((field) -> (field.getModifiers() & NOT_BOUND) == 0)
			.forEach((field) -> add(field.getName(), ResolvableType.forField(field, type), resolved));
		Stream.of(resolved.getDeclaredConstructors())
			.flatMap(BodyProperties::parameters)
			.forEach((parameter) -> add(name(parameter), type(parameter, type), resolved));
		Stream.of(resolved.getDeclaredMethods())
			.filter(BodyProperties::isSetter)
			.forEach((setter) -> add(StringUtils.uncapitalizeAsProperty(setter.getName().substring("set".length())),
					type(new MethodParameter(setter, 0), type), resolved));
		visit(type.getSuperType());
	}

	private void add(@Nullable String name, ResolvableType type, Class<?> declaring) {
		if (name != null) {
			this.properties.add(new BoundProperty(name, declaring));
		}
		visit(type);
	}

	private static Stream<MethodParameter> parameters(Constructor<?> constructor) {
		return constructor.isSynthetic() ? Stream.empty() : IntStream.range(0, constructor.getParameterCount())
			.mapToObj((index) -> new MethodParameter(constructor, index));
	}

	private static @Nullable String name(MethodParameter parameter) {
		BindParam bound = parameter.getParameterAnnotation(BindParam.class);
		return (bound != null && StringUtils.hasText(bound.value())) ? bound.value() : HandlerInputs.name(parameter);
	}

	private static ResolvableType type(MethodParameter parameter, ResolvableType owner) {
		return ResolvableType.forMethodParameter(parameter, owner);
	}

	private static boolean isSetter(Method method) {
		return method.getName().startsWith("set") && method.getParameterCount() == 1
				&& Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
	}

}
