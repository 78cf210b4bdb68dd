package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.web.servlet.function.RequestPredicate;
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
	 * Returns the patterns of a lookup.
	 * @param lookupFunction the lookup
	 * @return the patterns, empty if they cannot be read
	 */
	static List<String> of(Function<?, ?> lookupFunction) {
		try {
			return switch (lookupFunction.getClass().getName()) {
				case BY_PATH -> List.of(read(lookupFunction, "pattern", PathPattern.class).getPatternString());
				case BY_PREDICATE ->
					PredicateVisitor.visit(read(lookupFunction, "predicate", RequestPredicate.class)).paths();
				default -> List.of();
			};
		}
		catch (BeansException | ClassCastException ex) {
			return List.of();
		}
	}

	private static <T> T read(Function<?, ?> lookupFunction, String field, Class<T> type) {
		return Objects.requireNonNull(type.cast(new DirectFieldAccessor(lookupFunction).getPropertyValue(field)));
	}

}
