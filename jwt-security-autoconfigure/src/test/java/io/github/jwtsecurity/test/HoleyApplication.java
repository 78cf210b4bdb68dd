package io.github.jwtsecurity.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.FileSystemResource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * An application with holes: users can read or write the data of other users, or the
 * library cannot tell whether they can.
 */
@Configuration(proxyBeanMethods = false)
@LibraryAutoConfigurations
@Import({ HoleyApplication.Api.class, GuardedApi.class })
class HoleyApplication implements WebMvcConfigurer {

	/** A directory that is not on the class path. */
	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/downloads/**").addResourceLocations(new FileSystemResource("target/downloads/"));
	}

	@Bean
	RouterFunction<ServerResponse> search() {
		return RouterFunctions.route()
			.resources("/shared/**", new FileSystemResource("target/shared/"))
			.route((request) -> request.path().startsWith("/search/"),
					(request) -> ServerResponse.ok().body("of " + request.path()))
			.build();
	}

	@Bean
	ReportMapping reports() {
		return new ReportMapping();
	}

	@Bean
	SimpleUrlHandlerMapping exports() {
		return new UnguardedMapping(Map.of("/exports/{user_id}", text("an export")));
	}

	@Bean
	ServletRegistrationBean<HttpServlet> legacy() {
		return new ServletRegistrationBean<>(new HttpServlet() {

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				response.getWriter().write("of " + request.getPathInfo());
			}

		}, "/legacy/*");
	}

	@Bean
	ServletRegistrationBean<DispatcherServlet> backOffice() {
		ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
				new DispatcherServlet(new AnnotationConfigWebApplicationContext()), "/back-office/*");
		registration.setName("backOffice");
		return registration;
	}

	/** A chain that lacks the line of the library. */
	@Bean
	@Order(1)
	SecurityFilterChain internal(HttpSecurity http) {
		http.securityMatcher("/internal/**");
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		return http.build();
	}

	/** Requests without any filter of Spring Security, and thus without a user. */
	@Bean
	WebSecurityCustomizer ignored() {
		return (web) -> web.ignoring().requestMatchers("/ignored/**");
	}

	/** An interceptor that comes before that of the library. */
	@Bean
	static MappedInterceptor maintenance() {
		return new MappedInterceptor(new String[] { "/api/*/maintained" }, new Maintenance());
	}

	@Bean
	FilterRegistrationBean<Filter> cache() {
		return early((request, response, chain) -> response.getWriter().write("from the cache"), "/api/alice/cached");
	}

	@Bean
	FilterRegistrationBean<Filter> softening() {
		return early((request, response, chain) -> {
			ContentCachingResponseWrapper wrapper = new ContentCachingResponseWrapper(response);
			chain.doFilter(request, wrapper);
			response.setStatus(200);
			response.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
		}, "/api/alice/softened");
	}

	static HttpRequestHandler text(String text) {
		return (request, response) -> response.getWriter().write(text);
	}

	/**
	 * Creates a filter that comes before those of Spring Security.
	 */
	private static FilterRegistrationBean<Filter> early(HttpFilter filter, String path) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new OncePerRequestFilter() {

			@Override
			protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
					throws ServletException, IOException {
				filter.filter(request, response, chain);
			}

		});
		registration.setUrlPatterns(List.of(path));
		registration.setName(path);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	/**
	 * A filter of HTTP requests.
	 */
	@FunctionalInterface
	private interface HttpFilter {

		void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException;

	}

	/**
	 * An interceptor that answers requests itself.
	 */
	static final class Maintenance implements HandlerInterceptor {

		@Override
		public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
				throws IOException {
			response.getWriter().write("from the interceptor");
			return false;
		}

	}

	/**
	 * A handler mapping whose paths cannot be read.
	 */
	static final class ReportMapping implements HandlerMapping {

		@Override
		public HandlerExecutionChain getHandler(HttpServletRequest request) {
			return request.getRequestURI().startsWith("/reports/") ? new HandlerExecutionChain(text("a report")) : null;
		}

	}

	/**
	 * A handler mapping that leaves out all interceptors.
	 */
	static final class UnguardedMapping extends SimpleUrlHandlerMapping {

		UnguardedMapping(Map<String, ?> handlers) {
			super(handlers, 0);
		}

		@Override
		protected HandlerExecutionChain getHandlerExecutionChain(Object handler, HttpServletRequest request) {
			return new HandlerExecutionChain(
					(handler instanceof HandlerExecutionChain chain) ? chain.getHandler() : handler);
		}

	}

	@RestController
	static class Api {

		@GetMapping("/users/{id}/orders")
		String orders(@PathVariable("id") String id) {
			return "of " + id;
		}

		@GetMapping("/notes/{uid}")
		String notesOfUid(@PathVariable("uid") String uid) {
			return "of " + uid;
		}

		@GetMapping("/invoices")
		String invoices(@RequestParam("user_id") String userId) {
			return "of " + userId;
		}

		@PostMapping("/transfers")
		String transfer(@RequestBody Transfer transfer) {
			return "of " + transfer.fromUserId();
		}

		@GetMapping("/archive/**")
		String archive(HttpServletRequest request) {
			return "of " + request.getRequestURI();
		}

	}

	/**
	 * A body with a user id.
	 *
	 * @param fromUserId the user who pays
	 * @param amount the amount
	 */
	record Transfer(String fromUserId, long amount) {

	}

}
