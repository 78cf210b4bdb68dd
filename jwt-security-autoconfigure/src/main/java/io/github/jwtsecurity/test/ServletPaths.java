package io.github.jwtsecurity.test;

import jakarta.servlet.ServletContext;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The paths that precede the paths of routes.
 */
final class ServletPaths {

	private ServletPaths() {
	}

	static String contextPath(WebApplicationContext context) {
		ServletContext servletContext = context.getServletContext();
		return (servletContext != null) ? servletContext.getContextPath() : "";
	}

	/**
	 * Returns the path of the servlet of Spring MVC.
	 */
	static String mvc(Environment environment) {
		return StringUtils.trimTrailingCharacter(environment.getProperty("spring.mvc.servlet.path", ""), '/');
	}

}
