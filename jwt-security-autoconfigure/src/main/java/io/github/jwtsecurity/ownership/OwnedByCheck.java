package io.github.jwtsecurity.ownership;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A check that fails if {@link OwnedBy} on a bean has no effect: without method security,
 * on a method that no proxy can intercept, or on a bean that was created before Spring
 * could replace it by a proxy.
 */
final class OwnedByCheck implements SmartInitializingSingleton {

	/** The bean name of Spring Security's interceptor for {@code @PreAuthorize}. */
	static final String INTERCEPTOR = "preAuthorizeAuthorizationMethodInterceptor";

	/** The bean name of Spring Security's aspect, which needs no proxies. */
	private static final String ASPECT = "preAuthorizeAspect$0";

	private static final List<String> FOREIGN_PACKAGES = List.of("java.", "jakarta.", "org.springframework.");

	private final ConfigurableListableBeanFactory beanFactory;

	/** The annotated classes and methods, by the class that declares them. */
	private final Map<Class<?>, List<AnnotatedElement>> declared = new ConcurrentHashMap<>();

	OwnedByCheck(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> faults = new LinkedHashSet<>();
		for (String name : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
			List<AnnotatedElement> annotated = (type != null) ? annotated(ClassUtils.getUserClass(type)) : List.of();
			if (!annotated.isEmpty()) {
				faults.addAll(faults(name, annotated));
			}
		}
		if (!faults.isEmpty()) {
			throw new IneffectiveOwnedByException(this.beanFactory.containsBean(INTERCEPTOR), List.copyOf(faults));
		}
	}

	private List<String> faults(String beanName, List<AnnotatedElement> annotated) {
		if (!this.beanFactory.containsBean(INTERCEPTOR)) {
			return annotated.stream().map(OwnedByCheck::describe).toList();
		}
		if (this.beanFactory.containsBean(ASPECT)) {
			return List.of();
		}
		List<String> faults = new ArrayList<>(annotated.stream()
			.filter((element) -> element instanceof Method method && !isInterceptable(method))
			.map((element) -> describe(element) + " is private, static or final")
			.toList());
		Object bean = this.beanFactory.getSingleton(beanName);
		if (bean != null && !AopUtils.isAopProxy(bean)) {
			faults.add("the bean '%s' of %s is no proxy, since it was created too early".formatted(beanName,
					bean.getClass().getName()));
		}
		return faults;
	}

	private static boolean isInterceptable(Method method) {
		return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) == 0;
	}

	private static String describe(AnnotatedElement element) {
		return (element instanceof Method method) ? method.getDeclaringClass().getName() + "." + method.getName()
				: ((Class<?>) element).getName();
	}

	/**
	 * Returns the annotated elements of a class, its superclasses and its interfaces.
	 */
	private List<AnnotatedElement> annotated(Class<?> type) {
		List<AnnotatedElement> found = new ArrayList<>();
		for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
			found.addAll(this.declared.computeIfAbsent(ancestor, OwnedByCheck::find));
		}
		ClassUtils.getAllInterfacesForClassAsSet(type)
			.forEach((ancestor) -> found.addAll(this.declared.computeIfAbsent(ancestor, OwnedByCheck::find)));
		return found;
	}

	private static List<AnnotatedElement> find(Class<?> type) {
		if (FOREIGN_PACKAGES.stream().anyMatch(type.getName()::startsWith)) {
			return List.of();
		}
		boolean all = isAnnotated(type);
		Stream<Method> methods = Stream.of(ReflectionUtils.getDeclaredMethods(type))
			.filter((method) -> isAnnotated(method) || (all && isFinal(method)));
		return Stream.<AnnotatedElement>concat(all ? Stream.of(type) : Stream.empty(), methods).toList();
	}

	private static boolean isAnnotated(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.INHERITED_ANNOTATIONS).isPresent(OwnedBy.class);
	}

	/**
	 * Returns whether a method could be called from outside, but not through a proxy.
	 */
	private static boolean isFinal(Method method) {
		return Modifier.isFinal(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())
				&& !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic();
	}

}
