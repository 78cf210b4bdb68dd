package io.github.jwtsecurity.ownership;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.http.HttpEntity;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.AbstractHandlerMethodAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CurrentUserIdCheck}.
 */
class CurrentUserIdCheckTests {

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@ParameterizedTest
	@ValueSource(classes = { NoHandler.class, Inherited.class, Messages.class, Operations.class, Resource.class,
			WebSocket.class, Helper.class })
	void startWhenNotResolvedThenFailsWithClassMethodAndRemedy(Class<?> type) {
		this.runner.withBean(type).run((context) -> {
			FailureAnalysis analysis = new UnservedCurrentUserIdFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(type.getName() + ".call");
			assertThat(analysis.getAction()).contains("In " + type.getName() + ".call,", remedy(type));
		});
	}

	private static String remedy(Class<?> type) {
		if (type == Operations.class) {
			return "java.security.Principal";
		}
		if (type == Resource.class) {
			return "jakarta.ws.rs.core.SecurityContext";
		}
		return (type == WebSocket.class) ? "Session" : "SecurityContextHolder";
	}

	@Test
	void startWhenRuleIsOffThenStillFails() {
		this.runner.withBean(NoHandler.class)
			.withPropertyValues("jwt-security.ownership.enabled=false")
			.run((context) -> assertThat(context).getFailure().isInstanceOf(UnservedCurrentUserIdException.class));
	}

	@Test
	void startWhenResourceIsNoBeanThenFails() {
		this.runner.withBean(ResourceConfig.class, () -> new ResourceConfig(Locator.class))
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining(Resource.class.getName() + ".call"));
	}

	@Test
	void startWhenBeanIsLazyOrScopedThenFails() {
		this.runner.withBean(NoHandler.class, NoHandler::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).hasFailed());
		this.runner.withInitializer((context) -> register((BeanDefinitionRegistry) context))
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining(NoHandler.class.getName() + ".call"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "lazy", "prototype", "proxied" })
	void getBeanWhenDeclaredTypeHidesTheMethodThenFails(String name) {
		this.runner.withUserConfiguration(Hidden.class).run((context) -> {
			assertThat(context).hasNotFailed();
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(BeansException.class).isThrownBy(() -> context.getBean(name))
					.withRootCauseInstanceOf(UnservedCurrentUserIdException.class)
					.withStackTraceContaining(NoHandler.class.getName() + ".call");
			}
			assertThat(context.getBean("harmless")).isNotNull();
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { TakesRecord.class, TakesBean.class, TakesNested.class, TakesBody.class, TakesTable.class })
	void startWhenBoundTypeHasTheAnnotationThenFails(Class<?> controller) {
		this.runner.withBean(controller).run((context) -> {
			FailureAnalysis analysis = new UnservedCurrentUserIdFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).containsAnyOf("the constructor of " + Query.class.getName() + ". A",
					Form.class.getName() + ".setUserId. A");
			assertThat(analysis.getAction()).contains("SecurityContextHolder");
		});
	}

	@Test
	void startWhenParameterOfAResourceIsBoundThenFails() {
		this.runner.withBean(ResourceConfig.class, () -> new ResourceConfig(WithBeanParameter.class))
			.run((context) -> assertThat(context).getFailure().hasMessageContaining(Query.class.getName()));
	}

	private static void register(BeanDefinitionRegistry registry) {
		BeanDefinitionHolder scoped = ScopedProxyUtils.createScopedProxy(new BeanDefinitionHolder(
				BeanDefinitionBuilder.rootBeanDefinition(NoHandler.class).setScope("request").getBeanDefinition(),
				"scoped"), registry, true);
		registry.registerBeanDefinition(scoped.getBeanName(), scoped.getBeanDefinition());
	}

	@Test
	void startWhenHandlerAdapterIsOfAnotherKindThenFails() {
		this.runner.withUserConfiguration(OtherAdapter.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining(Handled.class.getName() + ".call"));
	}

	@Test
	void startWhenResolvedThenStarts() {
		this.runner.withBean(Handled.class)
			.withBean(FromInterface.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static class NoHandler implements Serializable {

		void call(@CurrentUserId String userId) {
		}

	}

	static class Inherited extends Base {

		@Override
		void call(String userId) {
		}

	}

	abstract static class Base {

		abstract void call(@CurrentUserId String userId);

	}

	@Controller
	static class Messages {

		@MessageMapping("/notes")
		void call(@CurrentUserId String userId) {
		}

	}

	@Endpoint(id = "notes")
	static class Operations {

		@ReadOperation
		String call(@CurrentUserId String userId) {
			return userId;
		}

	}

	@Path("/notes")
	public static class Resource {

		@GET
		public String call(@CurrentUserId String userId) {
			return userId;
		}

	}

	@Path("/notes")
	public static class Locator {

		@Path("/sub")
		public Resource sub() {
			return new Resource();
		}

	}

	@ServerEndpoint("/notes")
	public static class WebSocket {

		@OnMessage
		public void call(@CurrentUserId String userId) {
		}

	}

	@RestController
	static class Helper {

		@GetMapping("/helped")
		String help() {
			return "";
		}

		String call(@CurrentUserId String userId) {
			return userId;
		}

	}

	@RestController
	static class Handled {

		@ModelAttribute("user")
		String user(@CurrentUserId String userId) {
			return userId;
		}

		@GetMapping("/handled")
		String call(@CurrentUserId String userId) {
			return userId;
		}

	}

	interface Notes<T> {

		@GetMapping("/notes")
		String call(@CurrentUserId T userId);

	}

	@RestController
	static class FromInterface implements Notes<Long> {

		@Override
		public String call(Long userId) {
			return "";
		}

	}

	record Query(@CurrentUserId String userId, String text) {

	}

	static class Form {

		void setUserId(@CurrentUserId String userId) {
		}

	}

	record Page(List<Optional<Query[]>> queries) {

	}

	static class Body {

		Form form;

	}

	static class SpecialBody extends Body {

	}

	@RestController
	static class TakesRecord {

		@GetMapping("/record")
		void get(Query query) {
		}

	}

	@RestController
	static class TakesBean {

		@GetMapping("/bean")
		void get(@ModelAttribute Form form) {
		}

	}

	@RestController
	static class TakesNested {

		@GetMapping("/nested")
		void get(HttpEntity<? extends Page> page) {
		}

	}

	@RestController
	static class TakesBody {

		@PostMapping("/body")
		void post(@RequestBody SpecialBody body) {
		}

	}

	@RestController
	static class TakesTable {

		@PostMapping("/table")
		void post(@RequestBody Query[][] table) {
		}

	}

	@Path("/bean-parameter")
	public static class WithBeanParameter {

		@GET
		public String get(@BeanParam Query query) {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		@Lazy
		Serializable lazy() {
			return new NoHandler();
		}

		@Bean
		@Scope("prototype")
		Serializable prototype() {
			return new NoHandler();
		}

		@Bean
		@Lazy
		Serializable proxied() {
			ProxyFactory factory = new ProxyFactory(new NoHandler());
			factory.setProxyTargetClass(true);
			return (Serializable) factory.getProxy();
		}

		@Bean
		@Lazy
		Serializable harmless() {
			return "text";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherAdapter {

		@Bean
		Handled handled() {
			return new Handled();
		}

		@Bean
		AbstractHandlerMethodAdapter adapter() {
			return new AbstractHandlerMethodAdapter() {

				@Override
				protected boolean supportsInternal(HandlerMethod handlerMethod) {
					return false;
				}

				@Override
				protected ModelAndView handleInternal(HttpServletRequest request, HttpServletResponse response,
						HandlerMethod handlerMethod) {
					return null;
				}

			};
		}

	}

}
