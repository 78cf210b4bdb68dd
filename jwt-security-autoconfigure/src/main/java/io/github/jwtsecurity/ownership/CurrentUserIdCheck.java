package io.github.jwtsecurity.ownership;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A check that fails if a method or constructor has a {@link CurrentUserId} parameter but
 * no framework that supports the annotation calls it. Another framework would bind the
 * parameter from the request or message. At start-up, beans are checked by their declared
 * types, and with them the types that are bound for their handler methods. A bean whose
 * class is only known when it is created later is checked then.
 */
final class CurrentUserIdCheck implements SmartInitializingSingleton {

	private static final List<String> FOREIGN_PACKAGES = List.of("java.", "jakarta.", "org.springframework.");

	private final ConfigurableListableBeanFactory beanFactory;

	private final Supplier<List<CurrentUserIdSupport>> supports;

	/** The annotated methods and constructors, by the class that declares them. */
	private final Map<Class<?>, List<Executable>> declared = new ConcurrentHashMap<>();

	private final Set<Class<?>> checked = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a check.
	 * @param beanFactory the bean factory whose beans are checked
	 * @param supports the frameworks that resolve the annotation
	 */
	CurrentUserIdCheck(ConfigurableListableBeanFactory beanFactory, Supplier<List<CurrentUserIdSupport>> supports) {
		this.beanFactory = beanFactory;
		this.supports = supports;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<CurrentUserIdSupport> frameworks = this.supports.get();
		List<Class<?>> beans = beanTypes().toList();
		List<Class<?>> further = frameworks.stream()
			.<Class<?>>flatMap((framework) -> framework.furtherTypes().stream())
			.toList();
		Stream<Class<?>> bound = Stream
			.concat(beans.stream().filter(CurrentUserIdCheck::isController), further.stream())
			.flatMap((handler) -> BoundTypes.of(handler).stream());
		check(Stream.of(beans.stream(), further.stream(), bound).flatMap(Function.identity()), frameworks);
		this.beanFactory.addBeanPostProcessor(new LateCheck());
	}

	private static boolean isController(Class<?> type) {
		return !isForeign(type) && AnnotatedElementUtils.hasAnnotation(type, Controller.class);
	}

	private void check(Stream<Class<?>> types, List<CurrentUserIdSupport> frameworks) {
		List<Class<?>> unchecked = types.filter((type) -> !this.checked.contains(type)).distinct().toList();
		List<Executable> unserved = unchecked.stream()
			.flatMap((type) -> annotated(type).filter((executable) -> !(executable instanceof Method method)
					|| frameworks.stream().noneMatch((framework) -> framework.serves(type, method))))
			.toList();
		if (!unserved.isEmpty()) {
			throw new UnservedCurrentUserIdException(unserved);
		}
		this.checked.addAll(unchecked);
	}

	private Stream<Class<?>> beanTypes() {
		return Stream.of(this.beanFactory.getBeanNamesForType(Object.class, true, false))
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name))
			.flatMap((name) -> Stream.ofNullable(AutoProxyUtils.determineTargetClass(this.beanFactory, name)))
			.map(ClassUtils::getUserClass);
	}

	/**
	 * Returns the methods and constructors of a class with an annotated parameter. The
	 * annotation may be on the method itself or on a method that it overrides.
	 */
	private Stream<Executable> annotated(Class<?> type) {
		Set<Executable> found = new LinkedHashSet<>();
		for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
			Stream.concat(Stream.of(ancestor), Stream.of(ClassUtils.getAllInterfacesForClass(ancestor)))
				.flatMap((declaring) -> this.declared.computeIfAbsent(declaring, CurrentUserIdCheck::find).stream())
				.map((executable) -> (executable instanceof Method method)
						? BridgeMethodResolver.getMostSpecificMethod(method, type) : executable)
				.forEach(found::add);
		}
		return found.stream();
	}

	private static List<Executable> find(Class<?> type) {
		if (isForeign(type)) {
			return List.of();
		}
		return Stream
			.<Executable>concat(Stream.of(type.getDeclaredConstructors()),
					Stream.of(ReflectionUtils.getDeclaredMethods(type)))
			.filter(CurrentUserIdCheck::isAnnotated)
			.toList();
	}

	private static boolean isForeign(Class<?> type) {
		return FOREIGN_PACKAGES.stream().anyMatch(type.getName()::startsWith);
	}

	private static boolean isAnnotated(Executable executable) {
		return executable.getParameterCount() > 0 && Stream.of(executable.getParameterAnnotations())
			.flatMap(Stream::of)
			.anyMatch(CurrentUserId.class::isInstance);
	}

	/**
	 * A check of the beans that are created after start-up. If the check of its class
	 * fails, a bean is not created.
	 */
	private final class LateCheck implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
			if (!CurrentUserIdCheck.this.checked.contains(type)) {
				check(Stream.of(type), CurrentUserIdCheck.this.supports.get());
			}
			return bean;
		}

	}

}
