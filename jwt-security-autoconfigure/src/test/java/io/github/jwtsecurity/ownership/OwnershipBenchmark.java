package io.github.jwtsecurity.ownership;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * A benchmark of the comparison of the user id in a path with that of the token, by this
 * library and by one handwritten line, which supports a single variable.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class OwnershipBenchmark {

	@Param({ "alice", "bob" })
	public String owner;

	private final Authentication alice = new TestingAuthenticationToken("alice", "");

	private final Supplier<Authentication> authentication = () -> this.alice;

	private final AuthorizationManager<RequestAuthorizationContext> rule = new UserIdPathAuthorizationManager(
			(user) -> (user != null) ? user.getName() : null, List.of("user_id", "userId"), List.of(),
			MismatchStatus.FORBIDDEN);

	private final AuthorizationManager<RequestAuthorizationContext> byHand = (user, request) -> {
		Authentication authenticated = user.get();
		return new AuthorizationDecision(
				authenticated != null && authenticated.getName().equals(request.getVariables().get("user_id")));
	};

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Benchmark
	public AuthorizationResult thisLibrary() {
		return this.rule.authorize(this.authentication, context());
	}

	@Benchmark
	public AuthorizationResult byHand() {
		return this.byHand.authorize(this.authentication, context());
	}

	private RequestAuthorizationContext context() {
		return new RequestAuthorizationContext(this.request, Map.of("user_id", this.owner));
	}

}
