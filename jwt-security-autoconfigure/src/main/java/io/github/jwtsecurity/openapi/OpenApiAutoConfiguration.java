package io.github.jwtsecurity.openapi;

import io.github.jwtsecurity.ownership.CurrentUserId;
import io.github.jwtsecurity.ownership.OwnershipAutoConfiguration;
import io.github.jwtsecurity.ownership.OwnershipSettings;
import io.github.jwtsecurity.web.OpenRequests;
import io.github.jwtsecurity.web.WebSecurityAutoConfiguration;
import io.swagger.v3.core.util.Json31;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the OpenAPI description of an
 * application with springdoc.
 */
@AutoConfiguration(after = { OwnershipAutoConfiguration.class, WebSecurityAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ GlobalOpenApiCustomizer.class, Json31.class, DispatcherServlet.class,
		DispatcherServletPath.class })
public final class OpenApiAutoConfiguration {

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
