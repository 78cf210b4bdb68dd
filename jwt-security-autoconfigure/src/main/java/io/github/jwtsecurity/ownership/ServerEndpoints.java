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
 * The endpoints of Jakarta WebSocket that the application context knows. The handshake is
 * guarded by their path templates in the filter chain, before the container takes it.
 */
final class ServerEndpoints implements RouteSource, GuardedPatterns, CurrentUserIdSupport {

	private static final String OF_EXPORTER = "annotatedEndpointClasses";

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
	 * Containers also take a handshake with a slash at the end of the path.
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
	 * The container gives the methods of an endpoint the message.
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
			.map((exporter) -> new DirectFieldAccessor(exporter).getPropertyValue(OF_EXPORTER))
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
