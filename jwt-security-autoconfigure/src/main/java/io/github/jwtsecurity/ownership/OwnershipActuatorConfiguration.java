package io.github.jwtsecurity.ownership;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The configuration of the user id rule for Actuator.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(OperationInvokerAdvisor.class)
@ConditionalOnBoundProperty(properties = OwnershipProperties.class, name = "enabled")
class OwnershipActuatorConfiguration {

	@Bean
	ActuatorRoutes jwtSecurityActuatorRoutes(ObjectProvider<WebEndpointsSupplier> endpoints,
			ObjectProvider<PathMappedEndpoints> paths) {
		return new ActuatorRoutes(endpoints, paths);
	}

	@Bean
	OwnershipOperationAdvisor jwtSecurityOwnershipOperationAdvisor(
			ObjectProvider<UserIdPathAuthorizationManager> authorizationManager) {
		return new OwnershipOperationAdvisor(authorizationManager::getObject);
	}

}
