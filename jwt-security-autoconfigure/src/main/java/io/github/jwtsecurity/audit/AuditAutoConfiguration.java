package io.github.jwtsecurity.audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the audit trail. A context whose
 * parent has one needs none: the parent hears of its events.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnMissingBean(AuditTrail.class)
@EnableConfigurationProperties(AuditProperties.class)
@Import({ AuditAutoConfiguration.ActuatorConfiguration.class, JdbcAuditConfiguration.class })
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
	 * Actuator's audit events.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AuditApplicationEvent.class)
	static class ActuatorConfiguration {

		@Bean
		ActuatorAudit jwtSecurityActuatorAudit(ApplicationEventPublisher publisher) {
			return new ActuatorAudit(publisher);
		}

	}

}
