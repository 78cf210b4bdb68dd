package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.ownership.InspectedRoute;
import io.github.jwtsecurity.ownership.RouteInspector;

class RouteHoles {

	List<String> holes(RouteInspector inspector) {
		return inspector.report().unsettled().stream().map(InspectedRoute::route).toList();
	}

}
