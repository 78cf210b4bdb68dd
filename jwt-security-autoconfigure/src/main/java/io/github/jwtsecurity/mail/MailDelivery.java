package io.github.jwtsecurity.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.jwtsecurity.jdbc.PeriodicLifecycle;
import io.github.jwtsecurity.jdbc.PeriodicTasks;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The background task that sends queued mails and deletes expired one-time tokens.
 */
final class MailDelivery implements PeriodicLifecycle {

	private static final Log logger = LogFactory.getLog(MailDelivery.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

	/** The time after which another instance assumes that the sender has ended. */
	private static final Duration LEASE = Duration.ofMinutes(5);

	/** The time after which a mail that cannot be sent is dropped. */
	private static final Duration LONGEST_WAIT = Duration.ofDays(3);

	private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(30);

	private static final int BATCH_SIZE = 50;

	private static final int MAX_DOUBLINGS = 7;

	private final MailOutbox outbox;

	private final MailComposer composer;

	private final AccountMailSender sender;

	private final MailState state;

	private final Clock clock;

	private final PeriodicTasks tasks;

	MailDelivery(MailOutbox outbox, MailComposer composer, AccountMailSender sender, MailState state,
			OneTimeTokenRepository tokens, Clock clock) {
		this.outbox = outbox;
		this.composer = composer;
		this.sender = sender;
		this.state = state;
		this.clock = clock;
		this.tasks = new PeriodicTasks("jwt-security-mail-", new PeriodicTasks.Task(INTERVAL, this::deliverAll),
				new PeriodicTasks.Task(CLEANING_INTERVAL, () -> tokens.deleteExpired(clock.instant())));
	}

	private void deliverAll() {
		this.tasks.repeatWhileRunning(this::deliver);
	}

	/**
	 * Sends the mails that are due, up to a limited number.
	 * @return whether there may be more
	 */
	boolean deliver() {
		int found = 0;
		try {
			for (QueuedMail queued : this.outbox.findDue(BATCH_SIZE)) {
				found++;
				QueuedMail claimed = this.outbox.claim(queued, this.clock.instant().plus(LEASE));
				if (claimed != null) {
					deliver(claimed);
				}
			}
			this.state.readable(this.outbox.count());
		}
		catch (RuntimeException ex) {
			this.state.unreadable(ex);
			return false;
		}
		return found == BATCH_SIZE;
	}

	private void deliver(QueuedMail claimed) {
		MailKind kind = claimed.mail().kind();
		try {
			Optional<AccountMail> mail = this.outbox.whileQueued(claimed, () -> this.composer.compose(claimed));
			if (mail.isPresent()) {
				this.sender.send(mail.get());
			}
			this.state.sent(kind, mail.isPresent());
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			retry(claimed, ex);
			return;
		}
		this.outbox.delete(claimed);
	}

	private void retry(QueuedMail claimed, Throwable failure) {
		MailKind kind = claimed.mail().kind();
		Instant now = this.clock.instant();
		if (Duration.between(claimed.createdAt(), now).compareTo(LONGEST_WAIT) >= 0) {
			this.outbox.delete(claimed);
			this.state.dropped(kind);
			logger.error("A mail of the kind " + kind + " was dropped, since it could not be sent for three days: "
					+ failure.getClass().getName());
			return;
		}
		this.outbox.postpone(claimed, now.plus(backOff(claimed.attempts())));
		this.state.failed(kind, failure);
	}

	/**
	 * Returns the time before the next attempt, which doubles with each attempt.
	 */
	private static Duration backOff(int attempts) {
		Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
		return (doubled.compareTo(MailOutbox.LONGEST_POSTPONEMENT) < 0) ? doubled : MailOutbox.LONGEST_POSTPONEMENT;
	}

	@Override
	public PeriodicTasks tasks() {
		return this.tasks;
	}

	/**
	 * Returns a phase before that of the web server, like that of the maintenance of
	 * sessions: the task runs until the last request has ended.
	 */
	@Override
	public int getPhase() {
		return 0;
	}

}
