package io.github.jwtsecurity.web;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.http.HttpServletRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * A benchmark of finding the token in a request behind the firewall, which checks each
 * header that is read.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BearerHeaderBenchmark {

	private final BearerTokenResolver resolver = new HeaderBearerTokenResolver();

	private final BearerTokenResolver springSecurity = new DefaultBearerTokenResolver();

	private final HttpServletRequest request = request(new HeaderFirewall());

	private final HttpServletRequest springSecurityRequest = request(new StrictHttpFirewall());

	@Benchmark
	public String thisLibrary() {
		return this.resolver.resolve(this.request);
	}

	@Benchmark
	public String springSecurity() {
		return this.springSecurity.resolve(this.springSecurityRequest);
	}

	private static HttpServletRequest request(HttpFirewall firewall) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/alice/notes");
		request.addHeader("Authorization", "Bearer " + TestTokens.validFor(UUID.randomUUID().toString()));
		return firewall.getFirewalledRequest(request);
	}

}
