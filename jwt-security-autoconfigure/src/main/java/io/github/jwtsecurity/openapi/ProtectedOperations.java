package io.github.jwtsecurity.openapi;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.jwtsecurity.ownership.MismatchStatus;
import io.github.jwtsecurity.ownership.OwnershipSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * A customizer that describes the token and the refusals of each operation that needs a
 * token, and the user id of each path that has one. Parameters, responses and security
 * requirements of the application take precedence.
 */
final class ProtectedOperations implements GlobalOpenApiCustomizer {

	private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}:]+)[^}]*}");

	private final OwnershipSettings ownership;

	private final BiPredicate<String, String> openRequests;

	private final LibraryDescription description;

	/**
	 * Creates a customizer.
	 * @param ownership the settings of the user id rule
	 * @param openRequests returns whether a request with a method and a path needs no
	 * token
	 * @param description the description of the refusals
	 */
	ProtectedOperations(OwnershipSettings ownership, BiPredicate<String, String> openRequests,
			LibraryDescription description) {
		this.ownership = ownership;
		this.openRequests = openRequests;
		this.description = description;
	}

	@Override
	public void customise(OpenAPI openApi) {
		if (openApi.getPaths() == null) {
			return;
		}
		if (openApi.getComponents() == null) {
			openApi.setComponents(new Components());
		}
		openApi.getPaths()
			.forEach((path, item) -> item.readOperationsMap()
				.forEach((method, operation) -> describe(openApi, path, item, method, operation)));
		this.description.addTo(openApi);
	}

	private void describe(OpenAPI openApi, String path, PathItem item, HttpMethod method, Operation operation) {
		List<String> userIds = userIds(path);
		userIds.stream()
			.filter((name) -> parameters(item, operation).noneMatch((parameter) -> isFor(parameter, name)))
			.forEach((name) -> operation.addParametersItem(userId(name)));
		boolean guarded = this.ownership.enabled() && !userIds.isEmpty();
		if (guarded || !this.openRequests.test(method.name(), path.replaceAll("\\{[^}]*}", "1"))) {
			protect(openApi, operation, guarded);
		}
	}

	private void protect(OpenAPI openApi, Operation operation, boolean guarded) {
		if (operation.getSecurity() == null && openApi.getSecurity() == null) {
			operation.addSecurityItem(new SecurityRequirement().addList(LibraryDescription.BEARER));
		}
		if (operation.getResponses() == null) {
			operation.setResponses(new ApiResponses());
		}
		refusals(guarded).forEach((refusal) -> {
			ApiResponse reference = refusal.addTo(openApi.getComponents());
			operation.getResponses().putIfAbsent(refusal.status(), reference);
		});
	}

	private Stream<Refusal> refusals(boolean guarded) {
		if (!guarded) {
			return Stream.of(Refusal.TOKEN, Refusal.ACCESS);
		}
		return (this.ownership.mismatchStatus() == MismatchStatus.NOT_FOUND)
				? Stream.of(Refusal.TOKEN, Refusal.ACCESS, Refusal.HIDDEN_OWNER)
				: Stream.of(Refusal.TOKEN, Refusal.OWNER);
	}

	private List<String> userIds(String path) {
		return VARIABLE.matcher(path)
			.results()
			.map((variable) -> variable.group(1))
			.filter(this.ownership.variables()::contains)
			.distinct()
			.toList();
	}

	private static Stream<Parameter> parameters(PathItem item, Operation operation) {
		return Stream.of(item.getParameters(), operation.getParameters())
			.flatMap((parameters) -> (parameters != null) ? parameters.stream() : Stream.empty());
	}

	private static boolean isFor(Parameter parameter, String name) {
		return name.equals(parameter.getName()) && "path".equals(parameter.getIn());
	}

	private static Parameter userId(String name) {
		return new PathParameter().name(name)
			.description("The user id, which must be that of the access token.")
			.schema(new StringSchema());
	}

}
