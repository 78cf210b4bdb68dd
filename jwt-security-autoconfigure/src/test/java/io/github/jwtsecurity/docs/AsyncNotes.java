package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

@Configuration(proxyBeanMethods = false)
class AsyncNotes {

	@Bean
	TaskDecorator securityContextTaskDecorator() {
		return DelegatingSecurityContextRunnable::new;
	}

}
