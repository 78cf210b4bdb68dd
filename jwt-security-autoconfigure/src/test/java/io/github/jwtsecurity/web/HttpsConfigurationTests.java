package io.github.jwtsecurity.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestCertificate;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the property that requires HTTPS, and for the warning that no request can be
 * recognized as HTTPS.
 */
@ExtendWith(OutputCaptureExtension.class)
class HttpsConfigurationTests {

	private static final String REQUIRED = "jwt-security.web.require-https=true";

	private static final String WARNING = "jwt-security.web.require-https is true but every request will be refused";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, WebSecurityAutoConfiguration.class,
				SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
		.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET);

	@TempDir
	private Path directory;

	@Test
	void defaultThenNoFilter() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean("jwtSecurityHttpsFilter")
			.doesNotHaveBean(HttpsReport.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "TRUE", "on", "yes", "1" })
	void requireHttpsThenFilterIsNoBeanThatRunsTwice(String value) {
		this.runner.withPropertyValues("jwt-security.web.require-https=" + value)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("jwtSecurityHttpsFilter")
				.doesNotHaveBean(HttpsFilter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "no", "0" })
	void requireHttpsIsFalseThenNoFilter(String value) {
		this.runner.withPropertyValues("jwt-security.web.require-https=" + value)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("jwtSecurityHttpsFilter"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ture", "", " ", "always", "${REQUIRE_HTTPS}", "true,true" })
	void requireHttpsIsInvalidThenStartFails(String value) {
		this.runner.withPropertyValues("jwt-security.web.require-https=" + value)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("Failed to bind properties under 'jwt-security.web.require-https'"));
	}

	@Test
	void webServerAbsentThenFilterAlone() {
		this.runner.withPropertyValues(REQUIRED)
			.withClassLoader(new FilteredClassLoader(WebServerInitializedEvent.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("jwtSecurityHttpsFilter")
				.doesNotHaveBean("jwtSecurityHttpsReport"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.forward-headers-strategy=none",
			"server.forward-headers-strategy=none --spring.main.cloud-platform=kubernetes",
			"spring.main.cloud-platform=none", "server.ssl.enabled=false", "management.server.port=0",
			"server.tomcat.remoteip.trusted-proxies=192.0.2.1" })
	void startWhenNothingTellsOfHttpsThenWarnsOnce(String properties, CapturedOutput output) {
		start(Server.class, properties.split(" --")).close();
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains(WARNING, "server.ssl.bundle", "server.forward-headers-strategy");
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.forward-headers-strategy=native", "server.forward-headers-strategy=FRAMEWORK",
			"spring.main.cloud-platform=kubernetes", "server.tomcat.remoteip.protocol-header=x-forwarded-proto",
			"server.tomcat.remoteip.remote-ip-header=x-forwarded-for", "jwt-security.web.require-https=false" })
	void startWhenProxyTellsOfHttpsOrNotRequiredThenNoWarning(String property, CapturedOutput output) {
		start(Server.class, property).close();
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void startWhenOwnFilterTellsOfHttpsThenNoWarning(CapturedOutput output) {
		start(OwnFilter.class).close();
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void getWhenServerHasTlsThenServedWithHstsAndNoWarning(CapturedOutput output) throws Exception {
		TestCertificate certificate = TestCertificate.in(this.directory);
		try (ConfigurableApplicationContext context = start(Server.class,
				"server.ssl.key-store=" + certificate.keyStore(),
				"server.ssl.key-store-password=" + TestCertificate.PASSWORD)) {
			HttpClient client = HttpClient.newBuilder().sslContext(certificate.trust()).build();
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			URI uri = URI.create("https://localhost:" + port + "/actuator/health");
			HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
		}
		assertThat(warnings(output)).isEmpty();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains(" WARN ")).toList();
	}

	private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
		Stream<String> defaults = Stream.of("server.port=0", REQUIRED, "jwt-security.secret=" + TestTokens.SECRET,
				"spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
		return new SpringApplicationBuilder(application)
			.properties(Stream.concat(defaults, Stream.of(properties)).toArray(String[]::new))
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Server {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnFilter {

		@Bean
		FilterRegistrationBean<ForwardedHeaderFilter> ownForwardedHeaderFilter() {
			FilterRegistrationBean<ForwardedHeaderFilter> registration = new FilterRegistrationBean<>(
					new ForwardedHeaderFilter());
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

}
