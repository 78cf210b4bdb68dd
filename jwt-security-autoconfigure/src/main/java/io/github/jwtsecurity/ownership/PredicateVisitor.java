package io.github.jwtsecurity.ownership;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A visitor that reads the methods and paths of a request predicate. A predicate of the
 * application cannot be read: on its own, as an alternative, or negated, it may match any
 * path.
 */
final class PredicateVisitor implements RequestPredicates.Visitor {

	/**
	 * The class that declares Spring MVC's own predicates. Those that a visitor does not
	 * know, such as predicates for headers, accept any path.
	 */
	private static final String OF_SPRING_MVC = RequestPredicates.class.getName();

	private final Set<String> methods = new TreeSet<>();

	private final List<String> paths = new ArrayList<>();

	private int alternatives;

	private int negations;

	private @Nullable String unknown;

	private @Nullable String unreadable;

	private @Nullable String rewriting;

	private PredicateVisitor() {
	}

	static PredicateVisitor visit(RequestPredicate predicate) {
		PredicateVisitor visitor = new PredicateVisitor();
		predicate.accept(visitor);
		return visitor;
	}

	Set<String> methods() {
		return this.methods;
	}

	List<String> paths() {
		return this.paths;
	}

	/**
	 * Returns the predicate that hides the paths.
	 * @return a description of the predicate, {@code null} if the paths can be read
	 */
	@Nullable String unreadable() {
		return (this.unreadable == null && this.paths.isEmpty()) ? this.unknown : this.unreadable;
	}

	/**
	 * Returns the predicate that changes the request for its inner routes, and thus may
	 * remove a part of the path.
	 * @return a description of the predicate, {@code null} if there is none
	 */
	@Nullable String rewriting() {
		return this.rewriting;
	}

	@Override
	public void method(Set<HttpMethod> methods) {
		methods.forEach((method) -> this.methods.add(method.name()));
	}

	@Override
	public void path(String pattern) {
		if (this.negations > 0) {
			this.unreadable = "the negated predicate " + pattern;
		}
		else {
			this.paths.add(pattern);
		}
	}

	@Override
	public void unknown(RequestPredicate predicate) {
		String graphQlPath = UnexposedPatterns.read(predicate);
		if (graphQlPath != null) {
			method(Set.of(HttpMethod.POST));
			path(graphQlPath);
			return;
		}
		String name = ClassNames.of(predicate);
		String description = "the predicate " + name;
		if (this.alternatives > 0 || this.negations > 0) {
			this.unreadable = description;
		}
		else if (!name.startsWith(OF_SPRING_MVC)) {
			this.unknown = description;
		}
		if (rewrites(predicate)) {
			this.rewriting = description;
		}
	}

	private static boolean rewrites(RequestPredicate predicate) {
		Method nest = ReflectionUtils.findMethod(predicate.getClass(), "nest", ServerRequest.class);
		return nest == null || nest.getDeclaringClass() != RequestPredicate.class;
	}

	@Override
	public void startOr() {
		this.alternatives++;
	}

	@Override
	public void endOr() {
		this.alternatives--;
	}

	@Override
	public void startNegate() {
		this.negations++;
	}

	@Override
	public void endNegate() {
		this.negations--;
	}

	@Override
	@SuppressWarnings("removal")
	public void pathExtension(String extension) {
	}

	@Override
	public void header(String name, String value) {
	}

	@Override
	public void param(String name, String value) {
	}

	@Override
	public void version(String version) {
	}

	@Override
	public void startAnd() {
	}

	@Override
	public void and() {
	}

	@Override
	public void endAnd() {
	}

	@Override
	public void or() {
	}

}
