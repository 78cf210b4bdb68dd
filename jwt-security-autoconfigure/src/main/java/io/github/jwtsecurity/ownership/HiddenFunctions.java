package io.github.jwtsecurity.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of a router function whose paths cannot be read. All lambda expressions
 * of a class have the same name, so several of them are numbered: an acknowledgement of
 * one does not apply to the others. Their total number is a part of the name, since a
 * further expression may shift the numbers.
 */
final class HiddenFunctions {

	private final List<Route> routes = new ArrayList<>();

	private final Map<String, List<Integer>> lambdas = new HashMap<>();

	/**
	 * Adds a function.
	 * @param function the function
	 * @param obstacle the reason why the paths cannot be read
	 */
	void add(Object function, String obstacle) {
		String name = ClassNames.of(function);
		if (ClassNames.isLambda(function)) {
			this.lambdas.computeIfAbsent(name, (key) -> new ArrayList<>()).add(this.routes.size());
		}
		this.routes.add(Route.uninspectable(name, obstacle));
	}

	/**
	 * Returns a route for each function.
	 */
	List<Route> routes() {
		List<Route> numbered = new ArrayList<>(this.routes);
		this.lambdas.values().stream().filter((indexes) -> indexes.size() > 1).forEach((indexes) -> {
			for (int i = 0; i < indexes.size(); i++) {
				Route route = numbered.get(indexes.get(i));
				numbered.set(indexes.get(i), new Route(route.methods(),
						"%s (lambda %d of %d)".formatted(route.pattern(), i + 1, indexes.size()), route.obstacle()));
			}
		});
		return numbered;
	}

}
