package io.github.jwtsecurity.ownership;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The servlets and filters that run Jersey. Their common class is recognized by name,
 * since an application with Jersey does not necessarily have it on the class path.
 */
final class JerseyContainers {

	static final String TYPE = "org.glassfish.jersey.servlet.ServletContainer";

	private JerseyContainers() {
	}

	/**
	 * Returns whether a servlet or filter runs Jersey.
	 * @param className the name of the class of the servlet or filter
	 * @param classLoader the class loader, {@code null} for the default
	 * @return {@code false} also if the class is not known
	 */
	static boolean isContainer(@Nullable String className, @Nullable ClassLoader classLoader) {
		return className != null && ClassUtils.isPresent(className, classLoader)
				&& find(ClassUtils.resolveClassName(className, classLoader)) != null;
	}

	/**
	 * Reads the configuration with which a servlet or filter was created. Before Jersey
	 * starts, no method returns it, so the field is read.
	 * @param servletOrFilter the servlet or filter
	 * @return the configuration, {@code null} without one or if Jersey is not run
	 */
	static @Nullable Object configuration(Object servletOrFilter) {
		Class<?> type = find(servletOrFilter.getClass());
		Field field = (type != null) ? ReflectionUtils.findField(type, "resourceConfig") : null;
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, servletOrFilter);
	}

	private static @Nullable Class<?> find(Class<?> type) {
		Class<?> candidate = type;
		while (candidate != null && !candidate.getName().equals(TYPE)) {
			candidate = candidate.getSuperclass();
		}
		return candidate;
	}

}
