package io.github.jwtsecurity.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * A registrar of all {@link AccountEndpoint} classes in this package, so that an endpoint
 * is declared in its own class and nowhere else. An endpoint backs off if there is a bean
 * with its name.
 */
final class AccountEndpointRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String NAME_PREFIX = "jwtSecurity";

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	private final BeanFactory beanFactory;

	AccountEndpointRegistrar(Environment environment, ResourceLoader resourceLoader, BeanFactory beanFactory) {
		this.environment = environment;
		this.resourceLoader = resourceLoader;
		this.beanFactory = beanFactory;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Map<String, Class<?>> types = new LinkedHashMap<>();
		for (BeanDefinition endpoint : find(registry)) {
			Class<?> type = ClassUtils.resolveClassName(String.valueOf(endpoint.getBeanClassName()),
					this.resourceLoader.getClassLoader());
			String name = NAME_PREFIX + type.getSimpleName();
			types.put(name, type);
			if (!this.beanFactory.containsBean(name)) {
				registry.registerBeanDefinition(name, endpoint);
			}
		}
		registry.registerBeanDefinition(NAME_PREFIX + "DeclaredEndpoints", declaredEndpoints(types));
	}

	/**
	 * Returns a definition with a value instead of an instance supplier, from which no
	 * code could be generated ahead of time.
	 */
	private static BeanDefinition declaredEndpoints(Map<String, Class<?>> types) {
		RootBeanDefinition definition = new RootBeanDefinition(DeclaredEndpoints.class);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, types);
		return definition;
	}

	/**
	 * Finds the endpoints whose conditions match. The conditions record their settings in
	 * the registry if the application is processed ahead of time. Only classes with the
	 * name of an endpoint are read, since reading all classes of the package would delay
	 * the start.
	 */
	private Iterable<BeanDefinition> find(BeanDefinitionRegistry registry) {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false,
				this.environment) {

			@Override
			protected BeanDefinitionRegistry getRegistry() {
				return registry;
			}

		};
		scanner.setResourceLoader(this.resourceLoader);
		scanner.setResourcePattern("*Endpoint.class");
		scanner.addIncludeFilter(new AssignableTypeFilter(AccountEndpoint.class));
		return scanner.findCandidateComponents(ClassUtils.getPackageName(AccountEndpoint.class));
	}

}
