package io.github.jwtsecurity.ownership;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A reader of the path patterns of resource lookups of functional endpoints. The types of
 * the lookups are not public, so their fields are read.
 */
final class ResourcePatterns {

	private static final String PACKAGE = "org.springframework.web.servlet.function.";

	private static final String BY_PATH = PACKAGE + "PathResourceLookupFunction";

	private static final String BY_PREDICATE = PACKAGE + "PredicateResourceLookupFunction";

	private ResourcePatterns() {
	}

	/**
	 * Reads the predicate of a lookup.
	 * @param lookupFunction the lookup
	 * @return what could be read of the predicate, {@code null} if the type of the lookup
	 * is unknown
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

	private static <T> T read(Function<?, ?> lookupFunction, String field, Class<T> type) {
		return Objects.requireNonNull(type.cast(new DirectFieldAccessor(lookupFunction).getPropertyValue(field)));
	}

}
