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
 * Everything over HTTPS, whichever filter chain it belongs to.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBoundProperty(properties = WebProperties.class, name = "require-https")
class HttpsConfiguration {

	/**
	 * After the filter that reads the headers of a proxy and the one that observes
	 * requests. Before all that read the body, and before Spring Security's, wherever the
	 * application puts it.
	 */
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

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
