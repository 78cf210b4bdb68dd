package io.github.jwtsecurity.docs;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The application that contains the examples.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ NoteController.class, NoteRoutes.class })
class NoteApplication {

	@Bean
	Notes notes() {
		return new Notes();
	}

	/**
	 * Registers a servlet outside Spring MVC.
	 */
	@Bean
	ServletRegistrationBean<HttpServlet> files() {
		return new ServletRegistrationBean<>(new HttpServlet() {

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				response.getWriter().write("file " + request.getPathInfo());
			}

		}, "/files/*");
	}

}
