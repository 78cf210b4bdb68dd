package io.github.jwtsecurity.token;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ConditionalOnBoundProperty}.
 */
class ConditionalOnBoundPropertyTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Beans.class);

	@Test
	void startWhenNothingIsSetThenDefaultsOfTheRecord() {
		this.runner.run((context) -> assertThat(context).hasBean("lamp").hasBean("green").doesNotHaveBean("bothRed"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "off", "FALSE", "No", "0", " false " })
	void startWhenNestedBooleanIsFalseThenNoBean(String value) {
		this.runner.withPropertyValues("test.inner.lamp-on=" + value)
			.run((context) -> assertThat(context).doesNotHaveBean("lamp"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dark-red", "DARK_RED", "darkRed", " dark red " })
	void startWhenConstantOfEnumIsSetThenItsBeans(String value) {
		this.runner.withPropertyValues("test.colour=" + value)
			.run((context) -> assertThat(context).doesNotHaveBean("green").doesNotHaveBean("bothRed"));
		this.runner.withPropertyValues("test.colour=" + value, "test.other=" + value)
			.run((context) -> assertThat(context).hasBean("bothRed"));
	}

	@Test
	void startWhenConstantIsEmptyThenTheDefault() {
		this.runner.withPropertyValues("test.colour=").run((context) -> assertThat(context).hasBean("green"));
	}

	@Test
	void startWhenEnvironmentVariableThenRead() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("TEST_INNER_LAMPON", "off", "TEST_COLOUR", "DARKRED", "TEST_OTHER", "dark-red"))))
			.run((context) -> assertThat(context).doesNotHaveBean("lamp").hasBean("bothRed"));
	}

	@Test
	void startWhenPlaceholderThenItsValue() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("variables", Map.of("LAMP", "off"))))
			.withPropertyValues("test.inner.lamp-on=${LAMP}", "test.colour=${COLOUR:green}")
			.run((context) -> assertThat(context).doesNotHaveBean("lamp").hasBean("green"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "test.inner.lamp-on=maybe", "test.inner.lamp-on=", "test.inner.lamp-on=2",
			"test.colour=purple", "test.colour=true" })
	void startWhenValueCannotBeReadThenFailsAndNamesTheProperty(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOf(BindException.class)
				.hasMessageContaining("'" + property.substring(0, property.indexOf('=')) + "'"));
	}

	@Test
	void ofWhenRecordHasNoSuchPropertyThenFails() {
		assertThatIllegalStateException().isThrownBy(() -> BoundProperty.of(TestProperties.class, "inner.lamp"))
			.withMessageContaining("No property lamp");
		assertThatIllegalStateException().isThrownBy(() -> BoundProperty.of(TestProperties.class, "lamp-on"))
			.withMessageContaining("No property lamp-on");
		assertThatIllegalStateException().isThrownBy(() -> BoundProperty.of(TestProperties.class, "text"))
			.withMessageContaining("No single default of text");
	}

	private enum Colour {

		GREEN, DARK_RED

	}

	@ConfigurationProperties("test")
	record TestProperties(@DefaultValue Inner inner, @DefaultValue("green") Colour colour,
			@DefaultValue("green") Colour other, String text) {

		record Inner(@DefaultValue("true") boolean lampOn) {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@ConditionalOnBoundProperty(properties = TestProperties.class, name = "inner.lamp-on")
		String lamp() {
			return "lamp";
		}

		@Bean
		@ConditionalOnBoundProperty(properties = TestProperties.class, name = "colour", havingValue = "green")
		String green() {
			return "green";
		}

		@Bean
		@ConditionalOnBoundProperty(properties = TestProperties.class, name = "colour", havingValue = "dark-red")
		@ConditionalOnBoundProperty(properties = TestProperties.class, name = "other", havingValue = "dark-red")
		String bothRed() {
			return "bothRed";
		}

	}

}
