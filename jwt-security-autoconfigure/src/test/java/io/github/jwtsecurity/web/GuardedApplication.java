package io.github.jwtsecurity.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.github.jwtsecurity.ownership.CurrentUserId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.view.InternalResourceView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * An application with every kind of handler that the library guards.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ GuardedApplication.ItemController.class, GuardedApplication.CatchAll.class })
public class GuardedApplication {

	private static final Resource OF_USERS = classPath("of-users/");

	@Bean
	RouterFunction<ServerResponse> functional() {
		return RouterFunctions.route()
			.GET("/fn/{userId}/items", (request) -> ServerResponse.ok().body("of " + request.pathVariable("userId")))
			.GET("/fn/{userId}/forward",
					(request) -> ServerResponse.ok().render("forward:" + request.param("to").orElseThrow()))
			.resources("/files/alice/shared/**", classPath("docs/"))
			.resources("/files/{user_id}/**", OF_USERS)
			.path("/deep", (nested) -> nested.resources("/files/{user_id}/**", OF_USERS))
			.path("/two/{userId}", (nested) -> nested.resources("/files/{user_id}/**", OF_USERS))
			.nest(new Tenant(), (nested) -> nested.resources("/files/{user_id}/**", OF_USERS))
			.path("/nested/{user_id}",
					(nested) -> nested.GET("/items",
							(request) -> ServerResponse.ok().body("of " + request.pathVariable("user_id"))))
			.path("/whole/{user_id}",
					(nested) -> nested.route(RequestPredicates.all(),
							(request) -> ServerResponse.ok().body("of " + request.pathVariable("user_id"))))
			.build();
	}

	@Bean
	RouterFunction<ServerResponse> filtered() {
		return RouterFunctions.route()
			.GET("/filtered/open/hello", (request) -> ServerResponse.ok().body("hello"))
			.resources("/filtered/open/**", classPath("docs/"))
			.resources("/filtered/{user_id}/**", OF_USERS)
			.filter((request, next) -> next.handle(request))
			.build();
	}

	@Bean
	SimpleUrlHandlerMapping byUrl() {
		HttpRequestHandler handler = (request, response) -> response.getWriter()
			.write("of " + request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
		return new SimpleUrlHandlerMapping(Map.of("/url/{user_id}", handler), 0);
	}

	@Bean
	ServletRegistrationBean<HttpServlet> plainServlet() {
		return new ServletRegistrationBean<>(new HttpServlet() {

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				response.getWriter().write("of " + request.getPathInfo());
			}

		}, "/plain/*");
	}

	/**
	 * Returns a resource that does not depend on the class loader of the thread: while
	 * Tomcat starts, that is the one of the application, and it ends with the
	 * application.
	 */
	private static Resource classPath(String path) {
		return new ClassPathResource(path, GuardedApplication.class.getClassLoader());
	}

	/**
	 * A predicate that removes a part of the path but does not tell which one.
	 */
	private static final class Tenant implements RequestPredicate {

		private final RequestPredicate path = RequestPredicates.path("/tenants/{tenant}");

		@Override
		public boolean test(ServerRequest request) {
			return this.path.test(request);
		}

		@Override
		public Optional<ServerRequest> nest(ServerRequest request) {
			return this.path.nest(request);
		}

	}

	@RestController
	static class ItemController {

		@GetMapping("/api/{user_id}/items")
		Map<String, String> list(@PathVariable("user_id") String path, @CurrentUserId String verified) {
			return Map.of("path", path, "verified", verified);
		}

		@PostMapping("/api/{user_id}/items")
		String create(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		@DeleteMapping("/items/{id}/of/{user_id}")
		String delete(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		@GetMapping("/both/{user_id}/{userId}")
		String both() {
			return "of both";
		}

		@GetMapping("/async/{user_id}")
		Callable<String> async(@PathVariable("user_id") String userId) {
			return () -> "of " + userId;
		}

		@GetMapping("/file-{user_id}.json")
		String partOfSegment(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		@GetMapping("/me")
		Map<String, String> me(@CurrentUserId String userId, @AuthenticationPrincipal Jwt jwt) {
			return Map.of("user_id", userId, "email", jwt.getClaimAsString("email"));
		}

		@GetMapping("/typed/long")
		String typedLong(@CurrentUserId Long id) {
			return "of " + id;
		}

		@GetMapping("/typed/uuid")
		String typedUuid(@CurrentUserId UUID id) {
			return "of " + id;
		}

		@GetMapping({ "/forward", "/open/forward" })
		InternalResourceView forward(@RequestParam("to") String to) {
			return new InternalResourceView(to);
		}

		@GetMapping("/own/{user_id}/forward")
		InternalResourceView forwardFromOwn(@RequestParam("to") String to) {
			return new InternalResourceView(to);
		}

		@GetMapping("/redirect")
		RedirectView redirect() {
			return new RedirectView("/me");
		}

		@GetMapping("/open/hello")
		String open() {
			return "hello";
		}

		@GetMapping("/open/{user_id}/items")
		String guardedInTheOpen(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		@GetMapping("/open/needs-user")
		String needsUser(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/broken")
		String broken() {
			throw new UnsupportedOperationException("a detail that nobody may see");
		}

	}

	/**
	 * An exception handler for all exceptions, as in many applications.
	 */
	@RestControllerAdvice
	static class CatchAll {

		@ExceptionHandler(Exception.class)
		@ResponseStatus(HttpStatus.I_AM_A_TEAPOT)
		String swallow(Exception ex) throws Exception {
			if (ex instanceof UnsupportedOperationException || ex instanceof NoResourceFoundException) {
				throw ex;
			}
			return "swallowed";
		}

	}

}
