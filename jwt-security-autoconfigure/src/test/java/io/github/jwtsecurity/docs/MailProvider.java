package io.github.jwtsecurity.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The API of a mail provider that has the texts itself.
 */
class MailProvider {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	void send(String recipient, String template, String link) {
		this.requests.add(recipient + " " + template + " " + link);
	}

	List<String> requests() {
		return this.requests;
	}

}
