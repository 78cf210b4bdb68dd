package io.github.jwtsecurity.audit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEvent.LoginFailed;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionsEnded;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the counts of events and of lost audit records.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventMetricsTests {

	private final ApplicationContextRunner runnerWithoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class, MetricsAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.runnerWithoutRegistry.withBean(SimpleMeterRegistry.class);

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			SignedUp, jwtsecurity.signups
			LoggedIn, jwtsecurity.logins outcome=success
			LoginFailed, jwtsecurity.logins outcome=wrong_password
			AccountLocked, jwtsecurity.accounts.locked
			LoggedOut, jwtsecurity.logouts
			PasswordChanged, jwtsecurity.password.changes outcome=success
			PasswordChangeFailed, jwtsecurity.password.changes outcome=wrong_password
			AccountDisabled, -
			AccountEnabled, -
			AuthorityGranted, -
			AuthorityRevoked, -
			SessionRefreshed, jwtsecurity.sessions.refreshed
			RefreshTokenReused, jwtsecurity.refresh.tokens.reused
			SessionEnded, jwtsecurity.sessions.ended reason=reused
			TokenMissing, jwtsecurity.tokens.refused code=token_missing reason=missing
			TokenRefused, jwtsecurity.tokens.refused code=token_expired reason=expired
			OwnershipMismatch, jwtsecurity.ownership.mismatches
			RateLimited, jwtsecurity.requests.throttled limit=login.per-account
			""")
	void eventThenOneCountAndNoOther(String event, String count) {
		this.runner.run((context) -> {
			context.publishEvent(event(event));
			assertThat(counts(context.getBean(MeterRegistry.class)))
				.isEqualTo((count != null) ? Map.of(count, 1.0) : Map.of());
		});
	}

	@ParameterizedTest
	@EnumSource
	void loginFailedThenItsReason(LoginFailed.Reason reason) {
		this.runner.run((context) -> {
			context.publishEvent(new LoginFailed(TestEvents.TIME, TestEvents.EMAIL, reason, Client.UNKNOWN));
			assertThat(counts(context.getBean(MeterRegistry.class)))
				.isEqualTo(Map.of("jwtsecurity.logins outcome=" + reason.name().toLowerCase(), 1.0));
		});
	}

	@ParameterizedTest
	@EnumSource
	void sessionEndedThenItsReason(SessionEnded.Reason reason) {
		this.runner.run((context) -> {
			context.publishEvent(new SessionEnded(TestEvents.TIME, "alice", "id", reason, Client.UNKNOWN));
			assertThat(counts(context.getBean(MeterRegistry.class)))
				.isEqualTo(Map.of("jwtsecurity.sessions.ended reason=" + reason.name().toLowerCase(), 1.0));
		});
	}

	@ParameterizedTest
	@EnumSource
	void sessionsEndedThenAsManyAsThereWereForTheirReason(SessionEnded.Reason reason) {
		this.runner.run((context) -> {
			context.publishEvent(
					new SessionsEnded(TestEvents.TIME, "alice", List.of("a", "b", "c"), reason, Client.UNKNOWN));
			assertThat(counts(context.getBean(MeterRegistry.class)))
				.isEqualTo(Map.of("jwtsecurity.sessions.ended reason=" + reason.name().toLowerCase(), 3.0));
		});
	}

	@Test
	void startThenZeroWhereTagsAreKnown() {
		this.runner
			.run((context) -> assertThat(all(context.getBean(MeterRegistry.class))).containsKeys("jwtsecurity.signups",
					"jwtsecurity.logins outcome=success", "jwtsecurity.logins outcome=unknown_email",
					"jwtsecurity.logins outcome=wrong_password", "jwtsecurity.logins outcome=disabled",
					"jwtsecurity.logouts", "jwtsecurity.password.changes outcome=success",
					"jwtsecurity.password.changes outcome=wrong_password", "jwtsecurity.sessions.refreshed",
					"jwtsecurity.sessions.ended reason=logout", "jwtsecurity.sessions.ended reason=revoked",
					"jwtsecurity.sessions.ended reason=password_changed", "jwtsecurity.sessions.ended reason=reused",
					"jwtsecurity.sessions.ended reason=replaced", "jwtsecurity.accounts.locked",
					"jwtsecurity.sessions.ended reason=disabled", "jwtsecurity.sessions.ended reason=authority_revoked",
					"jwtsecurity.refresh.tokens.reused", "jwtsecurity.tokens.refused code=token_missing reason=missing",
					"jwtsecurity.ownership.mismatches")
				.allSatisfy((id, count) -> assertThat(count).as(id).isZero()));
	}

	@Test
	void eventsThenAsManyAsLines(CapturedOutput output) {
		this.runner.run((context) -> {
			List<JwtSecurityEvent> events = TestEvents.all();
			for (int round = 0; round < 10; round++) {
				events.forEach(context::publishEvent);
			}
			assertThat(counts(context.getBean(MeterRegistry.class)).values())
				.hasSize((int) events.stream().filter((event) -> event.count() != null).count())
				.containsOnly(10.0, 20.0)
				.containsOnlyOnce(20.0);
			assertThat(output.getAll().lines().filter((line) -> line.contains(" outcome=")))
				.hasSize(10 * events.size());
		});
	}

	@Test
	void eventWhenSeveralRegistriesThenOnceInEach() {
		this.runnerWithoutRegistry
			.withConfiguration(AutoConfigurations.of(CompositeMeterRegistryAutoConfiguration.class))
			.withBean("one", SimpleMeterRegistry.class)
			.withBean("other", SimpleMeterRegistry.class)
			.run((context) -> {
				context.publishEvent(TestEvents.loginFailed());
				assertThat(context.getBeansOfType(SimpleMeterRegistry.class).values()).hasSize(2)
					.allSatisfy((registry) -> assertThat(counts(registry))
						.isEqualTo(Map.of("jwtsecurity.logins outcome=wrong_password", 1.0)));
			});
	}

	@Test
	void eventWhenContextHasAParentThenOnce() {
		this.runner.run((parent) -> this.runner.withParent(parent).run((child) -> {
			child.publishEvent(TestEvents.loginFailed());
			assertThat(counts(parent.getBean(MeterRegistry.class)).values()).containsExactly(1.0);
			assertThat(child.getBeanFactory().getBeanNamesForType(EventMetrics.class)).isEmpty();
		}));
	}

	@Test
	void eventWhenRegistryFailsThenTheLineIsThereAndOthersHearOfIt(CapturedOutput output) {
		this.runner.withBean(MeterFilter.class, BrokenFilter::new).withBean(Ear.class).run((context) -> {
			new JwtSecurityEventPublisher(context).publishNow(TestEvents.loginFailed());
			assertThat(context.getBean(Ear.class).heard).isOne();
			assertThat(output).contains("LoginFailed time=")
				.contains("The meter registry does not count LOGINS: java.lang.IllegalStateException")
				.doesNotContain("A listener failed", "broken for");
		});
	}

	@Test
	void startWhenNoRegistryThenNothingIsCounted(CapturedOutput output) {
		this.runnerWithoutRegistry.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(EventMetrics.class);
			assertThat(context.containsBean("jwtSecurityAuditMetrics")).isFalse();
			context.publishEvent(TestEvents.loginFailed());
			assertThat(output).contains("LoginFailed time=");
		});
	}

	@Test
	void startWhenNoMicrometerThenNothingIsCounted(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer.metrics"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.containsBean("jwtSecurityEventMetrics")).isFalse();
				context.publishEvent(TestEvents.loginFailed());
				assertThat(output).contains("LoginFailed time=");
			});
	}

	@Test
	void lostWhenSinkFailsThenCounted() {
		this.runner.withUserConfiguration(FailingAudit.class).run((context) -> {
			FunctionCounter lost = context.getBean(MeterRegistry.class).get("jwtsecurity.audit.lost").functionCounter();
			assertThat(lost.count()).isZero();
			TestEvents.all().forEach(context::publishEvent);
			assertThat(lost.count()).isEqualTo(TestEvents.all().size());
		});
	}

	@Test
	void lostWhenTableRefusesThenCounted() {
		this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues("jwt-security.audit.store=jdbc")
			.run((context) -> {
				FunctionCounter lost = context.getBean(MeterRegistry.class)
					.get("jwtsecurity.audit.lost")
					.functionCounter();
				JdbcClient.create(context.getBean(DataSource.class))
					.sql("ALTER TABLE jwt_security_audit ADD CHECK (COALESCE(user_id, account, address) IS NULL)")
					.update();
				TestEvents.all().forEach(context::publishEvent);
				Awaitility.await().until(() -> lost.count() == TestEvents.all().size());
			});
	}

	private static JwtSecurityEvent event(String name) {
		return TestEvents.all()
			.stream()
			.filter((event) -> event.getClass().getSimpleName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Returns the counters that are not zero.
	 */
	private static Map<String, Double> counts(MeterRegistry registry) {
		Map<String, Double> counts = all(registry);
		counts.values().removeIf((count) -> count == 0);
		return counts;
	}

	private static Map<String, Double> all(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.filter(Counter.class::isInstance)
			.collect(Collectors.toMap((meter) -> id(meter.getId()), (meter) -> ((Counter) meter).count()));
	}

	private static String id(Meter.Id id) {
		return id.getName() + id.getTags()
			.stream()
			.map((tag) -> " " + tag.getKey() + "=" + tag.getValue())
			.collect(Collectors.joining());
	}

	static class BrokenFilter implements MeterFilter {

		@Override
		public Meter.Id map(Meter.Id id) {
			if (id.getName().startsWith("jwtsecurity.logins")) {
				throw new IllegalStateException("broken for " + id);
			}
			return id;
		}

	}

	static class Ear {

		private int heard;

		@EventListener
		void on(JwtSecurityEvent event) {
			this.heard++;
		}

	}

	static class FailingAudit {

		@EventListener
		void on(AuditApplicationEvent event) {
			throw new IllegalStateException("no place");
		}

	}

}
