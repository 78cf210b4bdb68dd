package io.github.jwtsecurity.ownership;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;

/**
 * A handler of requests that the user id rule denies. It is a type of its own, so that
 * handlers of the application for other denials are not used.
 *
 * @hidden
 */
public interface OwnershipDenialHandler extends AccessDeniedHandler {

	/**
	 * Returns the handler of a context. It need not be a candidate for autowiring.
	 * @param beanFactory the bean factory
	 * @return the handler, or a handler that responds with status 403 and no body if
	 * there is none
	 */
	static AccessDeniedHandler of(BeanFactory beanFactory) {
		OwnershipDenialHandler handler = beanFactory.getBeanProvider(OwnershipDenialHandler.class).getIfAvailable();
		return (handler != null) ? handler : new AccessDeniedHandlerImpl();
	}

}
