package io.github.jwtsecurity.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwtsecurity.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters of a key set.
 */
class KeySetMetricsTests {

	private static final Instant NOW = Instant.parse("2026-03-29T02:30:00Z");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));

	private final ApplicationContextRunner keySet = this.runner
		.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/jwks");

	@Test
	void ageWhenNeverFetchedThenNotANumber() {
		this.keySet.withBean(SimpleMeterRegistry.class).run((context) -> {
			status(context).failed(NOW, "not there");
			assertThat(age(context.getBean(MeterRegistry.class))).isNaN();
			assertThat(usable(context.getBean(MeterRegistry.class))).isZero();
		});
	}

	@Test
	void ageWhenFetchedThenThatOfTheLastSet() {
		this.keySet.withBean(SimpleMeterRegistry.class).run((context) -> {
			KeySetStatus status = status(context);
			status.fetched(NOW.minus(Duration.ofMinutes(90)), new JWKSet(SigningKeys.ed25519("old")));
			status.fetched(NOW.minusMillis(90_500), new JWKSet());
			status.failed(NOW, "not there");
			assertThat(age(context.getBean(MeterRegistry.class))).isEqualTo(90.5);
			assertThat(usable(context.getBean(MeterRegistry.class))).isZero();
			status.fetched(NOW, new JWKSet(SigningKeys.ed25519("new")));
			assertThat(age(context.getBean(MeterRegistry.class))).isZero();
			assertThat(usable(context.getBean(MeterRegistry.class))).isOne();
		});
	}

	@Test
	void startWhenKeysAreNotASetThenNoMeters() {
		this.runner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("jwtsecurity.keys.age").meter())
				.isNull());
	}

	@Test
	void startWhenNoRegistryOrNoMicrometerThenNoMeters() {
		this.keySet.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KeySetMetrics.class));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TokenAutoConfiguration.class))
			.withPropertyValues("jwt-security.jwk-set-uri=https://issuer.example/jwks")
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(TrustedIssuers.class);
				assertThat(context.containsBean("jwtSecurityKeySetMetrics")).isFalse();
			});
	}

	private static KeySetStatus status(ApplicationContext context) {
		return context.getBean(TrustedIssuers.class).keySets().get(0).status();
	}

	private static double age(MeterRegistry registry) {
		return registry.get("jwtsecurity.keys.age").timeGauge().value(TimeUnit.SECONDS);
	}

	private static double usable(MeterRegistry registry) {
		return registry.get("jwtsecurity.keys.usable").gauge().value();
	}

}
