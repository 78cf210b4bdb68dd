package io.github.jwtsecurity.account.password;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the queue of the {@link HashGate}.
 */
final class HashGateMetrics implements MeterBinder {

	private static final String PREFIX = "jwtsecurity.password.hash.";

	private final HashGate gate;

	HashGateMetrics(HashGate gate) {
		this.gate = gate;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(PREFIX + "queued", this.gate, HashGate::queued)
			.description("Passwords that wait to be hashed")
			.register(registry);
		Gauge.builder(PREFIX + "active", this.gate, HashGate::active)
			.description("Passwords that are being hashed")
			.register(registry);
		FunctionTimer
			.builder(PREFIX + "wait", this.gate, HashGate::totalPassed, HashGate::totalNanosWaited,
					TimeUnit.NANOSECONDS)
			.description("The time that passwords have waited to be hashed")
			.register(registry);
		FunctionCounter.builder(PREFIX + "timeouts", this.gate, HashGate::totalRefused)
			.description("Passwords that were not hashed, because too many others were waiting")
			.register(registry);
	}

}
