package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A service with accounts on PostgreSQL.
 */
@State(Scope.Benchmark)
public class BenchmarkService {

	private ConfigurableApplicationContext context;

	/**
	 * Starts the service without springdoc, which cannot be used with the older Jackson
	 * of other libraries on the class path of the benchmarks.
	 */
	@Setup
	public void start() {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "jwt-security.accounts.enabled=true",
					"jwt-security.secret=" + TestTokens.SECRET, "jwt-security.jdbc.initialize-schema=always",
					"spring.flyway.enabled=false", "springdoc.api-docs.enabled=false",
					"logging.file.name=target/benchmark.log", "logging.threshold.console=off")
			.properties(TestDatabase.postgresql().properties())
			.run();
	}

	@TearDown
	public void stop() {
		this.context.close();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	String address() {
		return "http://localhost:" + this.context.getEnvironment().getProperty("local.server.port");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
