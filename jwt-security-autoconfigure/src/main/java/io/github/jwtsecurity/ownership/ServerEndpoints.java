package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/**
 * The endpoints of Jakarta WebSocket that the application context knows. The filter chain
 * guards the handshake by their path templates, before the container accepts it.
 */
final class ServerEndpoints implements RouteSource, GuardedPatterns, CurrentUserIdSupport {

	private static final String EXPORTED_CLASSES = "annotatedEndpointClasses";

	private final ListableBeanFactory beanFactory;

	private final SingletonSupplier<Set<Class<?>>> types = SingletonSupplier.of(this::findTypes);

	ServerEndpoints(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public List<Route> routes() {
		return templates().map((template) -> new Route(Set.of("GET"), template)).toList();
	}

	/**
	 * Returns each path template with and without a slash at the end, since containers
	 * accept a handshake for both.
	 */
	@Override
	public List<String> patterns() {
		return templates().flatMap((template) -> Stream.of(template, template + "/")).toList();
	}

	private Stream<String> templates() {
		Stream<String> annotated = this.types.obtain()
			.stream()
			.map((type) -> Objects.requireNonNull(type.getAnnotation(ServerEndpoint.class)).value());
		Stream<String> configured = this.beanFactory.getBeanProvider(ServerEndpointConfig.class)
			.stream()
			.map(ServerEndpointConfig::getPath);
		return Stream.concat(annotated, configured);
	}

	/**
	 * Returns {@code false}, since the container binds the parameters of an endpoint from
	 * the message.
	 */
	@Override
	public boolean serves(Class<?> type, Method method) {
		return false;
	}

	@Override
	public List<Class<?>> furtherTypes() {
		return List.copyOf(this.types.obtain());
	}

	private Set<Class<?>> findTypes() {
		List<Class<?>> found = new ArrayList<>();
		for (String name : this.beanFactory.getBeanNamesForAnnotation(ServerEndpoint.class)) {
			found.add(Objects.requireNonNull(this.beanFactory.getType(name, false)));
		}
		this.beanFactory.getBeanProvider(ServerEndpointExporter.class)
			.stream()
			.map((exporter) -> new DirectFieldAccessor(exporter).getPropertyValue(EXPORTED_CLASSES))
			.forEach((value) -> {
				if (value instanceof List<?> exported) {
					exported.forEach((type) -> found.add((Class<?>) type));
				}
			});
		return found.stream()
			.<Class<?>>map(ClassUtils::getUserClass)
			.filter((type) -> type.isAnnotationPresent(ServerEndpoint.class))
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

}
