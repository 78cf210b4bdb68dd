package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;

/**
 * Notes the methods and paths of a request predicate, and nothing else of it.
 */
final class PredicateVisitor implements RequestPredicates.Visitor {

	private final Set<String> methods = new TreeSet<>();

	private final List<String> paths = new ArrayList<>();

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

	@Override
	public void method(Set<HttpMethod> methods) {
		methods.forEach((method) -> this.methods.add(method.name()));
	}

	@Override
	public void path(String pattern) {
		this.paths.add(pattern);
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
	public void startOr() {
	}

	@Override
	public void or() {
	}

	@Override
	public void endOr() {
	}

	@Override
	public void startNegate() {
	}

	@Override
	public void endNegate() {
	}

	@Override
	public void unknown(RequestPredicate predicate) {
	}

}
