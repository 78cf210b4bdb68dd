package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.event.JwtSecurityEvent.AccountDeleted;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Configuration(proxyBeanMethods = false)
class NoteDeletion {

	private final UserNotes notes = new UserNotes();

	@Bean
	UserNotes userNotes() {
		return this.notes;
	}

	@EventListener
	void deleteNotes(AccountDeleted event) {
		this.notes.deleteAllOf(event.userId());
	}

}
