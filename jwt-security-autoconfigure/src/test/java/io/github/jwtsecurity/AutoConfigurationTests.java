package io.github.jwtsecurity;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for each auto-configuration of the library without the others.
 */
class AutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class,
				ServletWebSecurityAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
				WebMvcAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
		.withPropertyValues(TestDatabase.h2().properties());

	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void startWhenOnlyWhatItComesAfterThenStarts(Class<?> type) {
		Set<Class<?>> needed = new LinkedHashSet<>();
		addWithPredecessors(type, needed);
		for (String accounts : Set.of("true", "false")) {
			this.runner.withConfiguration(AutoConfigurations.of(needed.toArray(Class<?>[]::new)))
				.withPropertyValues("jwt-security.accounts.enabled=" + accounts)
				.run((context) -> assertThat(context).as("with %s, accounts %s", needed, accounts).hasNotFailed());
		}
	}

	static Stream<Class<?>> autoConfigurations() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.jwtsecurity."))
			.map(AutoConfigurationTests::load);
	}

	private static Class<?> load(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Metadata that saves Spring Boot from reading each class to learn its order.
	 */
	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void metadataHasTheOrderThatIsDeclared(Class<?> type) throws IOException {
		Properties metadata = PropertiesLoaderUtils
			.loadAllProperties("META-INF/spring-autoconfigure-metadata.properties");
		AutoConfiguration annotation = AnnotatedElementUtils.findMergedAnnotation(type, AutoConfiguration.class);
		assertThat(annotation).isNotNull();
		assertThat(metadata).containsKey(type.getName());
		assertThat(
				StringUtils.commaDelimitedListToSet(metadata.getProperty(type.getName() + ".AutoConfigureAfter", "")))
			.containsAll(Stream.of(annotation.after()).map(Class::getName).toList());
	}

	private static void addWithPredecessors(Class<?> type, Set<Class<?>> types) {
		if (types.add(type)) {
			AutoConfiguration annotation = AnnotatedElementUtils.findMergedAnnotation(type, AutoConfiguration.class);
			assertThat(annotation).as(type.getName()).isNotNull();
			Stream.of(annotation.after())
				.filter((other) -> other.getName().startsWith("io.github.jwtsecurity."))
				.forEach((other) -> addWithPredecessors(other, types));
		}
	}

}
