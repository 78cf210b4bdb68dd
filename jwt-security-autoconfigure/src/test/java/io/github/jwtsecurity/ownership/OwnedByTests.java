package io.github.jwtsecurity.ownership;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OwnedBy} without a request.
 */
class OwnedByTests {

	private static final String ID = "3f0c6a5e-6f0d-4c57-9a43-5d1a2f7f9b10";

	private final ApplicationContextRunner withoutMethodSecurity = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, MethodOwnershipAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	private final ApplicationContextRunner runner = this.withoutMethodSecurity
		.withUserConfiguration(MethodSecurity.class);

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@ParameterizedTest
	@ValueSource(classes = { Service.class, AnnotatedService.class, Implementation.class, ComposedService.class })
	void callWhenOwnerThenGrantedAndOtherwiseDenied(Class<? extends Callable> type) {
		this.runner.withBean(type).run((context) -> {
			Callable service = context.getBean(Callable.class);
			logIn(token("alice"));
			assertThat(service.call("alice")).isEqualTo("called");
			for (Object other : new Object[] { "bob", "Alice", "alice ", "", List.of("alice"), Optional.empty() }) {
				assertDenied(service, other);
			}
			assertDenied(service, null);
		});
	}

	@ParameterizedTest
	@MethodSource
	void callWhenIdIsNoStringThenItsTextIsCompared(String userId, Object id) {
		this.runner.withBean(Service.class).run((context) -> {
			logIn(token(userId));
			assertThat(context.getBean(Callable.class).call(id)).isEqualTo("called");
		});
	}

	static Object[][] callWhenIdIsNoStringThenItsTextIsCompared() {
		return new Object[][] { { ID, UUID.fromString(ID) }, { "42", 42L }, { "42", 42 },
				{ "42", BigInteger.valueOf(42) }, { "alice", Optional.of("alice") } };
	}

	@Test
	void callWhenNobodyIsAuthenticatedThenCredentialsNotFound() {
		this.runner.withBean(Service.class)
			.run((context) -> assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
				.isThrownBy(() -> context.getBean(Callable.class).call("alice")));
	}

	@Test
	void callWhenNotAuthenticatedByATokenThenDenied() {
		this.runner.withBean(Service.class).run((context) -> {
			Callable service = context.getBean(Callable.class);
			logIn(new AnonymousAuthenticationToken("key", "alice", AuthorityUtils.createAuthorityList("ANONYMOUS")));
			assertDenied(service, "alice");
			logIn(UsernamePasswordAuthenticationToken.authenticated("alice", null, List.of()));
			assertDenied(service, "alice");
		});
	}

	@Test
	void callWhenBypassAuthorityThenGrantedExceptForNobody() {
		this.runner.withBean(Service.class)
			.withPropertyValues("jwt-security.ownership.bypass-authorities=SCOPE_support")
			.run((context) -> {
				Callable service = context.getBean(Callable.class);
				logIn(token("alice", "SCOPE_support"));
				assertThat(service.call("bob")).isEqualTo("called");
				assertDenied(service, null);
				logIn(token("alice", "SCOPE_other"));
				assertDenied(service, "bob");
			});
	}

	@Test
	void callWhenResolverOfTheApplicationThenItDecides() {
		this.runner.withBean(Service.class)
			.withBean(UserIdResolver.class,
					() -> (authentication) -> (authentication != null) ? authentication.getName() : null)
			.run((context) -> {
				logIn(UsernamePasswordAuthenticationToken.authenticated("alice", null, List.of()));
				assertThat(context.getBean(Callable.class).call("alice")).isEqualTo("called");
				assertDenied(context.getBean(Callable.class), "bob");
			});
	}

	@Test
	void callWhenDeniedThenDecisionHasTheConfiguredStatus() {
		this.runner.withBean(Service.class)
			.withPropertyValues("jwt-security.ownership.mismatch-status=not-found")
			.run((context) -> {
				logIn(token("alice"));
				assertThatExceptionOfType(AuthorizationDeniedException.class)
					.isThrownBy(() -> context.getBean(Callable.class).call("bob"))
					.extracting(AuthorizationDeniedException::getAuthorizationResult)
					.isInstanceOfSatisfying(OwnershipDecision.class,
							(decision) -> assertThat(decision.mismatchStatus()).isEqualTo(MismatchStatus.NOT_FOUND));
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { Service.class, AnnotatedService.class, Implementation.class, ComposedService.class })
	void startWhenMethodSecurityIsOffThenFails(Class<?> type) {
		this.withoutMethodSecurity.withBean(type).run((context) -> {
			FailureAnalysis analysis = new IneffectiveOwnedByFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("method security is off", getClass().getName());
			assertThat(analysis.getAction()).contains("@EnableMethodSecurity");
		});
		this.withoutMethodSecurity.withUserConfiguration(WithoutPrePost.class)
			.withBean(type)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void callWhenSubclassOfAnAnnotatedClassThenDenied() {
		this.runner.withBean(Derived.class).run((context) -> {
			logIn(token("alice"));
			assertDenied(context.getBean(Callable.class), "bob");
			Further further = context.getBean(Further.class);
			assertThat(further.callFurther("alice")).isEqualTo("called");
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> further.callFurther("bob"));
		});
	}

	@Test
	void callWhenAlsoPreAuthorizeThenFails() {
		this.runner.withBean(Both.class).run((context) -> {
			logIn(token("alice"));
			assertThatExceptionOfType(AnnotationConfigurationException.class)
				.isThrownBy(() -> context.getBean(Callable.class).call("alice"));
		});
	}

	@Test
	void startWhenBeanIsLazyThenStillFails() {
		this.withoutMethodSecurity.withBean(Service.class, Service::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).getFailure().isInstanceOf(IneffectiveOwnedByException.class));
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalMethod.class, PrivateMethod.class, StaticMethod.class, FinalMethodOfAnnotated.class,
			FinalMethodOfDerived.class })
	void startWhenMethodCannotBeInterceptedThenFails(Class<?> type) {
		this.runner.withBean(type).run((context) -> {
			FailureAnalysis analysis = new IneffectiveOwnedByFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(type.getName() + ".call is private, static or final");
		});
	}

	@Test
	void startWhenBeanIsCreatedTooEarlyThenFails() {
		this.runner.withUserConfiguration(EarlyService.class).run((context) -> {
			FailureAnalysis analysis = new IneffectiveOwnedByFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'service'", "created too early");
			assertThat(analysis.getAction()).contains("ObjectProvider");
		});
	}

	@Test
	void startWhenAnnotationIsNotUsedThenMethodSecurityIsNotTouched() {
		this.withoutMethodSecurity.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(AnnotationTemplateExpressionDefaults.class));
	}

	@Test
	void startInAWebApplicationThenHasTheResolverOfTheRequests() {
		LibraryContext.withoutAccounts()
			.withUserConfiguration(MethodSecurity.class)
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.withBean(Service.class)
			.run((context) -> {
				logIn(token("alice"));
				assertThat(context.getBean(Callable.class).call("alice")).isEqualTo("called");
				assertDenied(context.getBean(Callable.class), "bob");
			});
	}

	private static void assertDenied(Callable service, Object owner) {
		assertThatExceptionOfType(AccessDeniedException.class).as(String.valueOf(owner))
			.isThrownBy(() -> service.call(owner));
	}

	private static void logIn(Authentication authentication) {
		SecurityContextHolder.getContext().setAuthentication(authentication);
	}

	private static JwtAuthenticationToken token(String userId, String... authorities) {
		Jwt jwt = Jwt.withTokenValue("token").header("alg", "HS256").claim("user_id", userId).build();
		return new JwtAuthenticationToken(jwt, AuthorityUtils.createAuthorityList(authorities));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class MethodSecurity {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(prePostEnabled = false)
	static class WithoutPrePost {

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyService {

		@Bean
		static Service service() {
			return new Service();
		}

		@Bean
		static EarlyProcessor processor(Callable service) {
			return new EarlyProcessor();
		}

	}

	/**
	 * A post-processor that is created before the one that creates proxies.
	 */
	static class EarlyProcessor implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

	}

	interface Callable {

		String call(Object owner);

	}

	interface OwnedCallable extends Callable {

		@Override
		@OwnedBy("#owner")
		String call(Object owner);

	}

	static class Service implements Callable {

		@Override
		@OwnedBy("#owner")
		public String call(Object owner) {
			return "called";
		}

	}

	@OwnedBy("#owner")
	static class AnnotatedService implements Callable {

		@Override
		public String call(Object owner) {
			return "called";
		}

	}

	static class Implementation implements OwnedCallable {

		@Override
		public String call(Object owner) {
			return "called";
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@OwnedBy("#owner")
	@interface OwnedByItsOwner {

	}

	static class ComposedService implements Callable {

		@Override
		@OwnedByItsOwner
		public String call(Object owner) {
			return "called";
		}

	}

	interface Further {

		String callFurther(Object owner);

	}

	static class Derived extends AnnotatedService implements Further {

		@Override
		public String callFurther(Object owner) {
			return "called";
		}

	}

	static class Both implements Callable {

		@Override
		@OwnedBy("#owner")
		@PreAuthorize("isAuthenticated()")
		public String call(Object owner) {
			return "called";
		}

	}

	static class FinalMethod {

		@OwnedBy("#owner")
		final String call(String owner) {
			return owner;
		}

	}

	@OwnedBy("#owner")
	static class FinalMethodOfAnnotated {

		final String call(String owner) {
			return owner;
		}

	}

	static class FinalMethodOfDerived extends AnnotatedService {

		@Override
		public final String call(Object owner) {
			return "called";
		}

	}

	static class PrivateMethod {

		@OwnedBy("#owner")
		private String call(String owner) {
			return owner;
		}

		String callOf(String owner) {
			return call(owner);
		}

	}

	static class StaticMethod {

		@OwnedBy("#owner")
		static String call(String owner) {
			return owner;
		}

	}

}
