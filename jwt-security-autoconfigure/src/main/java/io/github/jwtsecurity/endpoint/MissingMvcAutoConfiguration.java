package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.token.ConditionalOnAccounts;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that prevents the start of an
 * application with accounts whose endpoints cannot be served. An application that has
 * Spring MVC on the class path but does not use it, such as a batch job, starts.
 */
@AutoConfiguration
@ConditionalOnAccounts
@Conditional(MissingMvcAutoConfiguration.OnMissingMvc.class)
@Import(MissingMvcAutoConfiguration.Failure.class)
final class MissingMvcAutoConfiguration {

	static final class OnMissingMvc extends NoneNestedConditions {

		OnMissingMvc() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnClass({ DispatcherServlet.class, DispatcherServletPath.class })
		static class Mvc {

		}

	}

	/**
	 * A registrar that fails before the lack of any other bean is reported.
	 */
	static final class Failure implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
			throw new MissingMvcException();
		}

	}

}
