package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent.SessionEnded.Reason;
import io.github.jwtsecurity.session.SessionService;

import org.springframework.stereotype.Component;

@Component
class Doorkeeper {

	private final AccountService accounts;

	private final SessionService sessions;

	Doorkeeper(AccountService accounts, SessionService sessions) {
		this.accounts = accounts;
		this.sessions = sessions;
	}

	boolean shutOut(String userId) {
		return this.accounts.disable(userId, Client.UNKNOWN);
	}

	int logOutEverywhere(String userId) {
		return this.sessions.endAll(userId, null, Reason.REVOKED, Client.UNKNOWN);
	}

}
