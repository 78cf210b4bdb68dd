package io.github.jwtsecurity.docs;

import java.net.URI;

import io.github.jwtsecurity.web.ProblemDetailCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProblemTypes {

	@Bean
	ProblemDetailCustomizer problemCustomizer() {
		return (problem, request) -> {
			problem.setType(URI.create("https://example.com/errors#" + problem.getProperties().get("code")));
			problem.setProperty("request_id", request.getRequestId());
		};
	}

}
