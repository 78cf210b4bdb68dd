package io.github.jwtsecurity.web;

import java.net.URL;
import java.security.CodeSource;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The owner of a bean: the library or the application.
 *
 * @hidden
 */
public final class BeanOwner {

	/**
	 * The text for a bean of the library.
	 * @hidden
	 */
	public static final String LIBRARY = "library";

	static final String APPLICATION = "application";

	private static final String PACKAGE = "io.github.jwtsecurity.";

	private BeanOwner() {
	}

	/**
	 * Returns the owner of a bean, even if the bean is a proxy.
	 * @param bean the bean
	 * @return {@link #LIBRARY} or {@code application}
	 */
	public static String of(Object bean) {
		Class<?> type = AopUtils.getTargetClass(bean);
		boolean own = type.getName().startsWith(PACKAGE) && Objects.equals(location(type), location(BeanOwner.class));
		return own ? LIBRARY : APPLICATION;
	}

	/**
	 * Returns whether the application has replaced a bean of the library.
	 * @param beanFactory the bean factory
	 * @param type the type of the bean
	 * @return {@code true} if no bean of this type belongs to the library
	 */
	public static boolean isApplication(ListableBeanFactory beanFactory, Class<?> type) {
		return beanFactory.getBeanProvider(type).stream().map(BeanOwner::of).noneMatch(LIBRARY::equals);
	}

	private static @Nullable URL location(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		return (source != null) ? source.getLocation() : null;
	}

}
