package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * A report of properties that Spring Cloud has changed at run time. The library reads its
 * properties at start-up only. The event is recognized by its name, so that Spring Cloud
 * is not needed.
 */
final class PropertyChangeReport implements GenericApplicationListener {

	private static final String EVENT = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

	private static final Log logger = LogFactory.getLog(PropertyChangeReport.class);

	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		return EVENT.equals(eventType.toClass().getName());
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		List<String> changed = names(event).stream()
			.filter((name) -> name.startsWith("jwt-security."))
			.sorted()
			.toList();
		if (!changed.isEmpty()) {
			logger.warn(
					"Properties were changed that this service reads at start-up only: %s. Restart the service to apply them"
						.formatted(changed.stream().map(LogText::of).toList()));
		}
	}

	private static List<String> names(ApplicationEvent event) {
		Object keys = PropertyAccessorFactory.forBeanPropertyAccess(event).getPropertyValue("keys");
		return (keys instanceof Set<?> names) ? names.stream().map(Objects::toString).toList() : List.of();
	}

}
