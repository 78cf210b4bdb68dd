package io.github.jwtsecurity.mail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The state of the delivery of mails, for health, metrics and the log. The first of
 * several failures in a row is logged as a warning.
 */
final class MailState {

	private static final Log logger = LogFactory.getLog(MailState.class);

	private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

	private final AtomicBoolean unreadable = new AtomicBoolean();

	private final AtomicBoolean failing = new AtomicBoolean();

	private volatile @Nullable String lastFailure;

	private volatile int waiting;

	/**
	 * Records that the outbox was read.
	 * @param waitingMails the number of mails that are not sent yet
	 */
	void readable(int waitingMails) {
		this.waiting = waitingMails;
		this.unreadable.set(false);
	}

	void unreadable(RuntimeException failure) {
		if (this.unreadable.compareAndSet(false, true)) {
			logger.warn("The queued mails cannot be read or written: " + failure.getMessage());
		}
	}

	/**
	 * Records that a mail left the outbox.
	 * @param toSomebody whether there was somebody to send it to
	 */
	void sent(MailKind kind, boolean toSomebody) {
		increment(toSomebody ? Outcome.SENT : Outcome.NOT_NEEDED, kind);
		if (toSomebody && this.failing.compareAndSet(true, false)) {
			logger.info("Mail can be sent again");
		}
	}

	void failed(MailKind kind, Throwable failure) {
		increment(Outcome.FAILED, kind);
		String type = failure.getClass().getName();
		this.lastFailure = type;
		if (this.failing.compareAndSet(false, true)) {
			logger.warn("Mail cannot be sent at the moment, and is kept for another attempt: " + type);
		}
		logger.debug("A mail of the kind " + kind + " could not be sent: " + type);
	}

	void dropped(MailKind kind) {
		increment(Outcome.DROPPED, kind);
	}

	private void increment(Outcome outcome, MailKind kind) {
		this.counts.computeIfAbsent(new Key(outcome, kind), (key) -> new LongAdder()).increment();
	}

	/**
	 * Returns the number of mails with an outcome since the start.
	 */
	long count(Outcome outcome, MailKind kind) {
		LongAdder count = this.counts.get(new Key(outcome, kind));
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * Returns the number of mails that were not sent when the outbox was last read.
	 */
	int waiting() {
		return this.waiting;
	}

	boolean isFailing() {
		return this.failing.get() || this.unreadable.get();
	}

	/**
	 * Returns the class of the last failure, {@code null} if none has failed.
	 */
	@Nullable String lastFailure() {
		return this.lastFailure;
	}

	/**
	 * An outcome of an attempt to send a mail.
	 */
	enum Outcome {

		/** The mail was handed over. */
		SENT,

		/** The mail has no recipient, or there is nothing to verify any more. */
		NOT_NEEDED,

		/** The mail is kept for another attempt. */
		FAILED,

		/** The mail was given up. */
		DROPPED

	}

	private record Key(Outcome outcome, MailKind kind) {

	}

}
