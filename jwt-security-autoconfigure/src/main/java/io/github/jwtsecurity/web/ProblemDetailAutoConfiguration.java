package io.github.jwtsecurity.web;

import io.github.jwtsecurity.token.ConditionalOnBoundProperty;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for errors of the application in the
 * form of the library's refusals. It is applied before the auto-configurations of Spring
 * Boot that give errors another form.
 */
@AutoConfiguration(after = WebSecurityAutoConfiguration.class,
		before = { ErrorMvcAutoConfiguration.class, WebMvcAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ ErrorController.class, ResponseEntityExceptionHandler.class })
@ConditionalOnBoundProperty(properties = WebProperties.class, name = "problem-details")
public final class ProblemDetailAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ResponseEntityExceptionHandler.class)
	ProblemExceptionHandler jwtSecurityProblemExceptionHandler(ProblemDetailWriter problemWriter) {
		return new ProblemExceptionHandler(problemWriter);
	}

	@Bean
	@ConditionalOnMissingBean(ErrorController.class)
	ProblemErrorController jwtSecurityProblemErrorController(ProblemDetailWriter problemWriter) {
		return new ProblemErrorController(problemWriter);
	}

}
