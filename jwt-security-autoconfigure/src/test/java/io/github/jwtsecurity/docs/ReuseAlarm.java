package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwtsecurity.event.JwtSecurityEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class ReuseAlarm {

	private final List<String> alarms = new CopyOnWriteArrayList<>();

	@EventListener
	void on(JwtSecurityEvent.RefreshTokenReused event) {
		this.alarms.add(event.userId());
	}

	List<String> alarms() {
		return this.alarms;
	}

}
