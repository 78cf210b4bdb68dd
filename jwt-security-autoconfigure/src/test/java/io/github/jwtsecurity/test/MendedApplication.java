package io.github.jwtsecurity.test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.ownership.CurrentUserId;
import io.github.jwtsecurity.web.JwtSecurityConfigurer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.FileSystemResource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The {@link HoleyApplication} without its holes. The plain servlet and the invoices of
 * all users need the properties of {@link MendedApplicationTests}.
 */
@Configuration(proxyBeanMethods = false)
@LibraryAutoConfigurations
@Import({ MendedApplication.Api.class, MendedApplication.CatchAll.class, GuardedApi.class })
class MendedApplication implements WebMvcConfigurer {

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/downloads/{user_id}/**")
			.addResourceLocations(new FileSystemResource("target/downloads/"));
	}

	@Bean
	RouterFunction<ServerResponse> search() {
		return RouterFunctions.route()
			.resources("/shared/{user_id}/**", new FileSystemResource("src/test/resources/of-users/"))
			.route(RequestPredicates.path("/search/{user_id}").and((request) -> true),
					(request) -> ServerResponse.ok().body("of " + request.path()))
			.build();
	}

	@Bean
	SimpleUrlHandlerMapping exportsAndReports() {
		return new SimpleUrlHandlerMapping(Map.of("/exports/{user_id}", HoleyApplication.text("an export"),
				"/reports/{user_id}", HoleyApplication.text("a report")), 0);
	}

	@Bean
	ServletRegistrationBean<HttpServlet> legacy() {
		return new HoleyApplication().legacy();
	}

	@Bean
	@Order(1)
	SecurityFilterChain internal(HttpSecurity http) {
		http.securityMatcher("/internal/**");
		http.with(JwtSecurityConfigurer.jwtSecurity());
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		return http.build();
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new HoleyApplication.Maintenance()).addPathPatterns("/api/*/maintained");
	}

	@RestController
	static class Api {

		@GetMapping("/users/{user_id}/orders")
		String orders(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		@GetMapping("/notes/{userId}")
		String notesOfUid(@PathVariable("userId") String userId) {
			return "of " + userId;
		}

		@GetMapping("/invoices")
		String invoices(@CurrentUserId String userId) {
			return "of " + userId;
		}

		@PostMapping("/transfers")
		String transfer(@CurrentUserId String userId, @RequestBody List<Transfer> transfers) {
			return "of " + userId;
		}

		@GetMapping("/archive/{user_id}/**")
		String archive(HttpServletRequest request) {
			return "of " + request.getRequestURI();
		}

		@GetMapping("/back-office/{user_id}")
		String backOffice(@PathVariable("user_id") String userId) {
			return "of " + userId;
		}

		/** A response without end. */
		@GetMapping("/api/{user_id}/events")
		SseEmitter events(@PathVariable("user_id") String userId) throws IOException {
			SseEmitter emitter = new SseEmitter();
			emitter.send("of " + userId);
			return emitter;
		}

	}

	/**
	 * An exception handler that does not replace the refusals of the library.
	 */
	@RestControllerAdvice
	static class CatchAll {

		@ExceptionHandler(Exception.class)
		String handle(Exception exception) {
			return "handled";
		}

	}

	/**
	 * A body without a user id.
	 *
	 * @param amount the amount
	 */
	record Transfer(long amount) {

	}

}
