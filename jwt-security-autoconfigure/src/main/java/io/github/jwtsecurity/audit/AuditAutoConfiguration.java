package io.github.jwtsecurity.audit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the audit trail. It backs off in
 * a child context whose parent has an audit trail, because events are also published to
 * the parent.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnMissingBean(AuditTrail.class)
@EnableConfigurationProperties(AuditProperties.class)
@Import({ AuditAutoConfiguration.ActuatorConfiguration.class, AuditAutoConfiguration.MetricsConfiguration.class,
		JdbcAuditConfiguration.class })
public final class AuditAutoConfiguration {

	@Bean
	AuditRecordFactory jwtSecurityAuditRecordFactory(AuditProperties properties) {
		return new AuditRecordFactory(properties.hashEmails());
	}

	@Bean
	AuditLog jwtSecurityAuditLog() {
		return new AuditLog();
	}

	@Bean
	AuditTrail jwtSecurityAuditTrail(AuditRecordFactory factory, ObjectProvider<AuditSink> sinks) {
		return new AuditTrail(factory, sinks.orderedStream().toList());
	}

	/**
	 * The configuration that publishes Actuator's audit events.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AuditApplicationEvent.class)
	static class ActuatorConfiguration {

		@Bean
		ActuatorAudit jwtSecurityActuatorAudit(ApplicationEventPublisher publisher) {
			return new ActuatorAudit(publisher);
		}

	}

	/**
	 * The configuration of Micrometer's counters.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class MetricsConfiguration {

		@Bean
		EventMetrics jwtSecurityEventMetrics(MeterRegistry registry) {
			return new EventMetrics(registry);
		}

		@Bean
		MeterBinder jwtSecurityAuditMetrics(AuditTrail trail) {
			return FunctionCounter.builder("jwtsecurity.audit.lost", trail, AuditTrail::lost)
				.description("Audit records that are missing in the log, the table or Actuator")::register;
		}

	}

}
