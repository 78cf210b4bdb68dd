package io.github.jwtsecurity.web;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;
import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.context.WebApplicationContext;

/**
 * The configuration that requires HTTPS for all requests, independent of their filter
 * chain.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBoundProperty(properties = WebProperties.class, name = "require-https")
class HttpsConfiguration {

	/**
	 * The order of the filter: after the filters that read the headers of a proxy and
	 * observe requests, but before all filters that read the body, and before Spring
	 * Security's filter at any order that the application may set.
	 */
	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	@Bean
	FilterRegistrationBean<HttpsFilter> jwtSecurityHttpsFilter(ProblemWriter problemWriter) {
		FilterRegistrationBean<HttpsFilter> registration = new FilterRegistrationBean<>(new HttpsFilter(problemWriter));
		registration.setOrder(ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	static class ReportConfiguration {

		@Bean
		HttpsReport jwtSecurityHttpsReport(WebApplicationContext context) {
			return new HttpsReport(context);
		}

	}

}
