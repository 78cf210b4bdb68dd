package io.github.jwtsecurity.web;

import java.util.stream.Stream;

import jakarta.servlet.ServletContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * A report that warns if HTTPS is required but the server can only receive plain HTTP.
 * The settings of an external container, to which the application may be deployed, are
 * unknown.
 */
final class HttpsReport implements ApplicationListener<WebServerInitializedEvent> {

	private static final Log logger = LogFactory.getLog(HttpsReport.class);

	private final WebApplicationContext context;

	private final Binder binder;

	HttpsReport(WebApplicationContext context) {
		this.context = context;
		this.binder = Binder.get(context.getEnvironment());
	}

	/**
	 * Checks the server of the application. The management server has a context of its
	 * own, for which HTTPS is not required.
	 */
	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext() == this.context && !isHttpsServer() && !isBehindProxy()) {
			logger.warn("jwt-security.web.require-https is true but every request will be refused, because none is"
					+ " recognized as HTTPS: set server.ssl.bundle for TLS in this service, or"
					+ " server.forward-headers-strategy if it is behind a proxy that does TLS");
		}
	}

	private boolean isHttpsServer() {
		return this.context.getBeanProvider(AbstractConfigurableWebServerFactory.class)
			.stream()
			.anyMatch((factory) -> Ssl.isEnabled(factory.getSsl()));
	}

	private boolean isBehindProxy() {
		ForwardHeadersStrategy strategy = this.binder
			.bind("server.forward-headers-strategy", ForwardHeadersStrategy.class)
			.orElseGet(this::platformStrategy);
		return strategy != ForwardHeadersStrategy.NONE || isValveSet() || isFilterRegistered();
	}

	private ForwardHeadersStrategy platformStrategy() {
		CloudPlatform platform = CloudPlatform.getActive(this.context.getEnvironment());
		return (platform != null && platform.isUsingForwardHeaders()) ? ForwardHeadersStrategy.NATIVE
				: ForwardHeadersStrategy.NONE;
	}

	/**
	 * Returns whether a property is set that alone installs Tomcat's valve.
	 */
	private boolean isValveSet() {
		return Stream.of("protocol-header", "remote-ip-header")
			.map((name) -> this.binder.bind("server.tomcat.remoteip." + name, String.class).orElse(""))
			.anyMatch(StringUtils::hasText);
	}

	private boolean isFilterRegistered() {
		ServletContext servletContext = this.context.getServletContext();
		return servletContext != null && servletContext.getFilterRegistrations()
			.values()
			.stream()
			.anyMatch((filter) -> ForwardedHeaderFilter.class.getName().equals(filter.getClassName()));
	}

}
