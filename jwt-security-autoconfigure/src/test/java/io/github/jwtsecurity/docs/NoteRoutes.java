package io.github.jwtsecurity.docs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

@Configuration(proxyBeanMethods = false)
class NoteRoutes {

	@Bean
	RouterFunction<ServerResponse> routes(Notes notes) {
		return RouterFunctions.route()
			.GET("/fn/{user_id}/notes",
					(request) -> ServerResponse.ok().body(notes.of(request.pathVariable("user_id"))))
			.build();
	}

}
