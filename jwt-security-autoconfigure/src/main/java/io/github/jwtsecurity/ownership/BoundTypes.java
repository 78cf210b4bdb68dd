package io.github.jwtsecurity.ownership;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.util.ReflectionUtils;

/**
 * The classes whose instances a framework creates from the input of a client: the types
 * of the parameters of handler methods, and of the parameters and fields of these classes
 * in turn. A class is only followed if the first two segments of its package are those of
 * the handler, since there are many library classes.
 */
final class BoundTypes {

	private final Set<Class<?>> found = new LinkedHashSet<>();

	private final String prefix;

	private BoundTypes(Class<?> handler) {
		String[] segments = handler.getPackageName().split("\\.", 3);
		this.prefix = segments[0] + "." + ((segments.length > 1) ? segments[1] + "." : "");
	}

	/**
	 * Returns the classes that the methods of a handler are called with.
	 */
	static Set<Class<?>> of(Class<?> handler) {
		BoundTypes types = new BoundTypes(handler);
		Stream.of(ReflectionUtils.getAllDeclaredMethods(handler)).forEach(types::addParameters);
		return types.found;
	}

	private void addParameters(Executable executable) {
		Stream.of(executable.getGenericParameterTypes()).forEach(this::add);
	}

	private void add(Type type) {
		if (type instanceof Class<?> array && array.isArray()) {
			add(array.getComponentType());
		}
		else if (type instanceof Class<?> simple) {
			addClass(simple);
		}
		else if (type instanceof ParameterizedType parameterized) {
			add(parameterized.getRawType());
			Stream.of(parameterized.getActualTypeArguments()).forEach(this::add);
		}
		else if (type instanceof GenericArrayType array) {
			add(array.getGenericComponentType());
		}
		else if (type instanceof WildcardType wildcard) {
			Stream.of(wildcard.getUpperBounds()).forEach(this::add);
		}
	}

	private void addClass(Class<?> type) {
		if (!(type.getPackageName() + ".").startsWith(this.prefix) || !this.found.add(type)) {
			return;
		}
		Stream.of(type.getDeclaredConstructors()).forEach(this::addParameters);
		Stream.of(ReflectionUtils.getDeclaredMethods(type)).forEach(this::addParameters);
		Stream.of(type.getDeclaredFields()).map(Field::getGenericType).forEach(this::add);
		if (type.getGenericSuperclass() != null) {
			add(type.getGenericSuperclass());
		}
	}

}
