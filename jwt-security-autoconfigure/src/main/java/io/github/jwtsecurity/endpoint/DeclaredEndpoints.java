package io.github.jwtsecurity.endpoint;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The endpoints for accounts and their operations.
 */
final class DeclaredEndpoints {

	private final BeanFactory beanFactory;

	private final Map<String, Class<?>> types;

	/**
	 * Creates a new list of endpoints.
	 * @param beanFactory the bean factory
	 * @param types the types of the endpoints by bean name, including endpoints that a
	 * bean of the application replaces
	 */
	DeclaredEndpoints(BeanFactory beanFactory, Map<String, Class<?>> types) {
		this.beanFactory = beanFactory;
		this.types = Map.copyOf(types);
	}

	/**
	 * Returns the open operations of all endpoints whose conditions match. If a bean of
	 * the application replaces one of them, the operation remains open.
	 * @return the operations
	 */
	List<AccountOperation> open() {
		return existing().flatMap((endpoint) -> operations(endpoint.getValue()))
			.filter(AccountOperation::open)
			.toList();
	}

	/**
	 * Returns the paths of the library's own operations that read a body, relative to the
	 * base path.
	 * @return the paths
	 */
	Stream<String> bodyPaths() {
		return existing().filter((endpoint) -> this.beanFactory.isTypeMatch(endpoint.getKey(), endpoint.getValue()))
			.flatMap((endpoint) -> operations(endpoint.getValue()))
			.filter(AccountOperation::body)
			.map(AccountOperation::path);
	}

	/**
	 * Returns the endpoints whose conditions match.
	 */
	private Stream<Map.Entry<String, Class<?>>> existing() {
		return this.types.entrySet().stream().filter((endpoint) -> this.beanFactory.containsBean(endpoint.getKey()));
	}

	private static Stream<AccountOperation> operations(Class<?> type) {
		MetadataLookup<AccountOperation> lookup = (method) -> AnnotatedElementUtils.getMergedAnnotation(method,
				AccountOperation.class);
		return MethodIntrospector.selectMethods(type, lookup).values().stream();
	}

}
