package io.github.jwtsecurity.test;

import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link GuardedRouteTests} with applications and settings that prove nothing.
 * For those that prove something, see {@link MendedApplicationTests} and
 * {@link ConditionalRoutesTests}.
 */
class GuardedRouteTestsTests {

	private final WebApplicationContextRunner runner = LibraryContext.withoutAccounts()
		.withBean(MockMvc.class, () -> MockMvcBuilders.standaloneSetup(new Object()).build())
		.withBean(HandlerProbe.class, HandlerProbe::new)
		.withInitializer((context) -> new TestTokensContextCustomizer().customizeContext(context, null))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@Test
	void testsWhenNoRouteIsGuardedThenFailUnlessAllowed() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> tests(new Default(), context))
				.withMessageContaining("nothing was proved")
				.withMessageContaining("allowNone = true");
			assertThat(tests(new None(), context)).isEmpty();
		});
	}

	@Test
	void testsWhenRuleIsDisabledThenFail() {
		this.runner.withPropertyValues("jwt-security.ownership.enabled=false")
			.run((context) -> assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> tests(new None(), context))
				.withMessageContaining("jwt-security.ownership.enabled"));
	}

	@Test
	void testsWhenThereIsNoSampleValueThenTheTestNamesTheVariable() {
		this.runner.withUserConfiguration(Codes.class)
			.run((context) -> assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> tests(new Default(), context))
				.withMessageContaining("no sample value for {code} of /api/{user_id}/{code:X[0-9]{7}}")
				.withMessageContaining("@GuardedRouteCalls(variables = \"code=…\")"));
	}

	@Test
	void testsWhenVariableHasNoValueThenFail() {
		this.runner.withUserConfiguration(Codes.class)
			.run((context) -> assertThatIllegalArgumentException().isThrownBy(() -> tests(new Malformed(), context))
				.withMessage("'code' must be written as name=value"));
	}

	@Test
	void testsThenHaveReadableNames() {
		this.runner.withUserConfiguration(Codes.class)
			.run((context) -> assertThat(tests(new Given(), context)).containsExactly(
					"GET /api/{user_id}/{code:X[0-9]{7}} as the owner",
					"GET /api/{user_id}/{code:X[0-9]{7}} as another user",
					"GET /api/{user_id}/{code:X[0-9]{7}} as nobody"));
	}

	@Test
	void testsWhenThereIsNeitherPortNorMockMvcThenFail() {
		LibraryContext.withoutAccounts()
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.withBean(HandlerProbe.class, HandlerProbe::new)
			.run((context) -> assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> tests(new None(), context))
				.withMessageContaining("@AutoConfigureMockMvc"));
	}

	private static List<String> tests(GuardedRouteTests tests, ApplicationContext context) {
		try (Stream<DynamicTest> all = tests.guardedRoutes(context)) {
			return all.map(DynamicTest::getDisplayName).toList();
		}
	}

	static class Default implements GuardedRouteTests {

	}

	@GuardedRouteCalls(allowNone = true)
	static class None implements GuardedRouteTests {

	}

	@GuardedRouteCalls(variables = "code")
	static class Malformed implements GuardedRouteTests {

	}

	@GuardedRouteCalls(variables = "code=X1234567")
	static class Given implements GuardedRouteTests {

	}

	@RestController
	static class Codes {

		@GetMapping("/api/{user_id}/{code:X[0-9]{7}}")
		void get() {
		}

	}

}
