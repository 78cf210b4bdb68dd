package io.github.jwtsecurity.openapi;

import io.github.jwtsecurity.ownership.CurrentUserId;
import io.github.jwtsecurity.ownership.OwnershipSettings;
import io.github.jwtsecurity.web.OpenRequests;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The configuration of the OpenAPI description.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	static {
		SpringDocUtils.getConfig().addAnnotationsToIgnore(CurrentUserId.class);
	}

	@Bean
	LibraryDescription jwtSecurityLibraryDescription() {
		return LibraryDescription.load();
	}

	@Bean
	@Order(0)
	ProtectedOperations jwtSecurityProtectedOperations(OwnershipSettings ownership, OpenRequests openRequests,
			ObjectProvider<DispatcherServletPath> servletPath, LibraryDescription description) {
		return new ProtectedOperations(ownership,
				(method, path) -> openRequests.contain(method,
						servletPath.stream().findFirst().map((mvc) -> mvc.getRelativePath(path)).orElse(path)),
				description);
	}

}
