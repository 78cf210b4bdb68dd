package io.github.jwtsecurity.ownership;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A reader of the path patterns of resource lookups and of predicates for GraphQL. Their
 * types are not public, so their fields are read.
 */
final class UnexposedPatterns {

	private static final String PACKAGE = "org.springframework.web.servlet.function.";

	private static final String BY_PATH = PACKAGE + "PathResourceLookupFunction";

	private static final String BY_PREDICATE = PACKAGE + "PredicateResourceLookupFunction";

	private static final String GRAPHQL = "org.springframework.graphql.server.webmvc."
			+ "GraphQlRequestPredicates$GraphQlHttpRequestPredicate";

	private UnexposedPatterns() {
	}

	/**
	 * Reads the predicate of a lookup.
	 * @param lookupFunction the lookup
	 * @return the predicate as far as it can be read, {@code null} if the type of the
	 * lookup is unknown
	 */
	static @Nullable PredicateVisitor read(Function<?, ?> lookupFunction) {
		try {
			return switch (lookupFunction.getClass().getName()) {
				case BY_PATH -> PredicateVisitor.visit(
						RequestPredicates.path(read(lookupFunction, "pattern", PathPattern.class).getPatternString()));
				case BY_PREDICATE -> PredicateVisitor.visit(read(lookupFunction, "predicate", RequestPredicate.class));
				default -> null;
			};
		}
		catch (BeansException | ClassCastException ex) {
			return null;
		}
	}

	/**
	 * Reads the directory of a lookup.
	 * @param lookupFunction the lookup
	 * @return the directory, empty if the lookup has none or its type is unknown
	 */
	static Optional<Resource> readLocation(Function<?, ?> lookupFunction) {
		try {
			return lookupFunction.getClass().getName().equals(BY_PATH)
					? Optional.of(read(lookupFunction, "location", Resource.class)) : Optional.empty();
		}
		catch (BeansException | ClassCastException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Reads the path of a predicate for GraphQL. The predicate does not expose path
	 * variables, so a pattern with variables is not returned.
	 * @param predicate the predicate
	 * @return the path, {@code null} if it has variables or if the type of the predicate
	 * is unknown
	 */
	static @Nullable String read(RequestPredicate predicate) {
		if (!predicate.getClass().getName().equals(GRAPHQL)) {
			return null;
		}
		try {
			String pattern = read(predicate, "pattern", PathPattern.class).getPatternString();
			return PathVariables.in(pattern).isEmpty() ? pattern : null;
		}
		catch (BeansException | ClassCastException ex) {
			return null;
		}
	}

	private static <T> T read(Object target, String field, Class<T> type) {
		return Objects.requireNonNull(type.cast(new DirectFieldAccessor(target).getPropertyValue(field)));
	}

}
