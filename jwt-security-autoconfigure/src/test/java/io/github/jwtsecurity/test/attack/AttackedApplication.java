package io.github.jwtsecurity.test.attack;

import jakarta.servlet.Filter;

import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;

/**
 * A controller with a guarded and an unguarded path.
 */
@RestController
class AttackedApplication {

	static final String PATH = "/api/{user_id}/notes";

	@GetMapping(PATH)
	String notes(@PathVariable("user_id") String userId) {
		return "notes of " + userId;
	}

	@GetMapping("/me")
	String me() {
		return "me";
	}

	@GetMapping("/plain/{owner}/notes")
	String plain(@PathVariable String owner) {
		return "notes of " + owner;
	}

	static MockMvc mockMvc(WebApplicationContext context, Filter... filters) {
		return MockMvcBuilders.webAppContextSetup(context)
			.addFilters(filters)
			.addFilters(context.getBean("springSecurityFilterChain", Filter.class))
			.build();
	}

}
