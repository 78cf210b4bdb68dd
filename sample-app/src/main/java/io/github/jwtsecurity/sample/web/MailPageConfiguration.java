package io.github.jwtsecurity.sample.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The paths of the page to which the links in mails lead.
 */
@Configuration(proxyBeanMethods = false)
class MailPageConfiguration implements WebMvcConfigurer {

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		for (String path : new String[] { "/verify", "/reset", "/email" }) {
			registry.addViewController(path).setViewName("forward:/mail.html");
		}
	}

}
