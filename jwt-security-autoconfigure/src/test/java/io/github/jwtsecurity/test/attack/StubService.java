package io.github.jwtsecurity.test.attack;

import java.util.function.Function;

/**
 * An application that is a function of the test.
 *
 * @param transport the name of the transport
 * @param responses the function
 */
record StubService(String transport, Function<AttackRequest, AttackResponse> responses) implements Service {

	StubService(Function<AttackRequest, AttackResponse> responses) {
		this("a function", responses);
	}

	@Override
	public AttackResponse send(AttackRequest request) {
		return this.responses.apply(request);
	}

}
