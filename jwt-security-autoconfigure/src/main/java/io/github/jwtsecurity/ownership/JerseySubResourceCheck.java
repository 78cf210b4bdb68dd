package io.github.jwtsecurity.ownership;

import jakarta.ws.rs.core.Configuration;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceModel;

import org.springframework.util.Assert;

/**
 * A check at request time that fails for a sub-resource with a {@link CurrentUserId}
 * parameter, since the classes of sub-resources are not always known at start-up.
 */
final class JerseySubResourceCheck implements ModelProcessor {

	@Override
	public ResourceModel processResourceModel(ResourceModel resourceModel, Configuration configuration) {
		return resourceModel;
	}

	@Override
	public ResourceModel processSubResource(ResourceModel subResourceModel, Configuration configuration) {
		subResourceModel.getResources().forEach(JerseySubResourceCheck::check);
		return subResourceModel;
	}

	private static void check(Resource resource) {
		resource.getAllMethods()
			.stream()
			.flatMap((method) -> method.getInvocable().getParameters().stream())
			.forEach((parameter) -> Assert.state(!parameter.isAnnotationPresent(CurrentUserId.class),
					"@CurrentUserId cannot be resolved in a resource of Jersey"));
		resource.getChildResources().forEach(JerseySubResourceCheck::check);
	}

}
