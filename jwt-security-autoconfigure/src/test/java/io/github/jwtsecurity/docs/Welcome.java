package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwtsecurity.event.JwtSecurityEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Welcome {

	private final List<String> welcomed = new CopyOnWriteArrayList<>();

	@EventListener
	void on(JwtSecurityEvent.SignedUp event) {
		this.welcomed.add(event.email());
	}

	List<String> welcomed() {
		return this.welcomed;
	}

}
