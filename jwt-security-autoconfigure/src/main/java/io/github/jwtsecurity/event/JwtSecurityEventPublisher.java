package io.github.jwtsecurity.event;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * A publisher of events.
 *
 * <p>
 * A failure of a listener is logged. It neither undoes the change that the event reports
 * nor keeps the event from other listeners.
 *
 * @hidden
 */
public final class JwtSecurityEventPublisher {

	private static final Log logger = LogFactory.getLog(JwtSecurityEventPublisher.class);

	private final ApplicationEventPublisher delegate;

	/**
	 * Creates a new publisher.
	 * @param delegate the publisher that calls the listeners
	 */
	public JwtSecurityEventPublisher(ApplicationEventPublisher delegate) {
		this.delegate = delegate;
	}

	/**
	 * Publishes the event of a refusal immediately, whether or not the transaction of the
	 * caller is committed.
	 * @param event the event
	 */
	public void publishNow(JwtSecurityEvent event) {
		try {
			this.delegate.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("A listener failed to handle " + event.getClass().getSimpleName(), ex);
		}
	}

	/**
	 * Publishes the event of a change when the transaction of the caller is committed, or
	 * immediately if there is no transaction.
	 * @param event the event
	 */
	public void publishAfterCommit(JwtSecurityEvent event) {
		AfterCommit.run(() -> publishNow(event));
	}

}
