package io.github.jwtsecurity.web;

import java.net.URL;
import java.security.CodeSource;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

/**
 * Tells whose a bean is.
 */
final class Origin {

	static final String LIBRARY = "library";

	static final String APPLICATION = "application";

	private static final String PACKAGE = "io.github.jwtsecurity.";

	private Origin() {
	}

	/**
	 * Whose a bean is, also behind a proxy.
	 */
	static String of(Object bean) {
		Class<?> type = AopUtils.getTargetClass(bean);
		boolean own = type.getName().startsWith(PACKAGE) && Objects.equals(location(type), location(Origin.class));
		return own ? LIBRARY : APPLICATION;
	}

	private static @Nullable URL location(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		return (source != null) ? source.getLocation() : null;
	}

}
