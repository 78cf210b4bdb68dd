package io.github.jwtsecurity.audit;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * An audit sink that publishes Actuator audit events, which the {@code
 * AuditEventRepository} of the application stores if there is one.
 */
final class ActuatorAudit implements AuditSink {

	private final ApplicationEventPublisher publisher;

	ActuatorAudit(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public String kind() {
		return "actuator";
	}

	@Override
	public void accept(AuditRecord auditRecord) {
		Map<String, Object> data = new LinkedHashMap<>(auditRecord.pairs());
		data.remove("time");
		String principal = auditRecord.value(AuditField.USER_ID);
		this.publisher.publishEvent(new AuditApplicationEvent(auditRecord.time(), (principal != null) ? principal : "",
				auditRecord.event(), data));
	}

}
