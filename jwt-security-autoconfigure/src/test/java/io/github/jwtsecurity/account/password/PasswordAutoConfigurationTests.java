package io.github.jwtsecurity.account.password;

import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PasswordAutoConfiguration.class))
		.withPropertyValues("jwt-security.accounts.enabled=true");

	@Test
	void startWhenMeterRegistryThenTheGateHasMeters() {
		this.runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				context.getBean(HashGate.class).submit(Set.of(), () -> 1).join();
				assertThat(context.getBean(MeterRegistry.class)
					.get("jwtsecurity.password.hash.wait")
					.functionTimer()
					.count()).isOne();
			});
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HashGateMetrics.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core")).run((context) -> {
			assertThat(context).hasSingleBean(HashGate.class);
			assertThat(context.containsBean("jwtSecurityHashGateMetrics")).isFalse();
		});
	}

	@Test
	void startWhenApplicationHasAPolicyThenThatOne() {
		PasswordPolicy own = (password) -> List.of("must be " + password.length());
		this.runner.run((context) -> assertThat(context).hasSingleBean(PasswordPolicy.class));
		this.runner.withBean(PasswordPolicy.class, () -> own).run((context) -> {
			assertThat(context).getBean(PasswordPolicy.class).isSameAs(own);
			assertThat(context.getBean(Passwords.class).violations("Correct-horse-1", "alice@example.com"))
				.containsExactly("must be 15");
		});
	}

	@Test
	void startWhenPasswordPolicyIsContradictedThenSaysWhatToDo() {
		String property = "jwt-security.accounts.password.require-digit";
		this.runner.withPropertyValues("jwt-security.accounts.password.policy=nist", property + "=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll(property + " must not be true", "policy=nist", "Remove it"));
	}

	@Test
	void startWhenNotEnabledThenNothing() {
		this.runner.withPropertyValues("jwt-security.accounts.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Passwords.class));
	}

}
