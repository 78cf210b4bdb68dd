package io.github.jwtsecurity.account;

import io.github.jwtsecurity.event.JwtSecurityEvent.RefreshTokenReused;
import io.github.jwtsecurity.mail.MailKind;
import io.github.jwtsecurity.mail.MailQueue;
import io.github.jwtsecurity.mail.NewMail;

import org.springframework.context.event.EventListener;

/**
 * A listener that tells the owner of an account that a refresh token was used again.
 */
final class RefreshTokenReuseNotice {

	private final MailQueue mailQueue;

	RefreshTokenReuseNotice(MailQueue mailQueue) {
		this.mailQueue = mailQueue;
	}

	@EventListener
	void on(RefreshTokenReused event) {
		this.mailQueue.add(NewMail.toOwner(MailKind.REFRESH_TOKEN_REUSED, event.userId(), null, null));
	}

}
