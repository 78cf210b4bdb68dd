package io.github.jwtsecurity.event;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells what happened, once it is certain. It is public for the packages that have
 * something to tell.
 *
 * <p>
 * What is told has happened, whatever a listener makes of it: a listener that fails is
 * logged, and neither undoes nor hides the event.
 */
public final class JwtSecurityEventPublisher {

	private static final Log logger = LogFactory.getLog(JwtSecurityEventPublisher.class);

	private final ApplicationEventPublisher delegate;

	/**
	 * Creates a new publisher.
	 * @param delegate calls the listeners
	 */
	public JwtSecurityEventPublisher(ApplicationEventPublisher delegate) {
		this.delegate = delegate;
	}

	/**
	 * Publishes a refusal, which stands whether or not a transaction of the caller does.
	 * @param event what happened
	 */
	public void publishNow(JwtSecurityEvent event) {
		try {
			this.delegate.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("A listener failed at " + event.getClass().getSimpleName(), ex);
		}
	}

	/**
	 * Publishes a change when the transaction of the caller is committed, or at once if
	 * there is none.
	 * @param event what happened
	 */
	public void publishAfterCommit(JwtSecurityEvent event) {
		AfterCommit.run(() -> publishNow(event));
	}

}
