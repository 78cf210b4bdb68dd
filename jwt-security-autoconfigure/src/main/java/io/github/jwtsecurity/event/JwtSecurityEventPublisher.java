package io.github.jwtsecurity.event;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

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

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager",
			JwtSecurityEventPublisher.class.getClassLoader());

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
		if (!TRANSACTIONS || !AfterCommit.register(this, event)) {
			publishNow(event);
		}
	}

	/**
	 * Apart, since the classes that it names are not on every class path.
	 */
	private record AfterCommit(JwtSecurityEventPublisher publisher,
			JwtSecurityEvent event) implements TransactionSynchronization {

		static boolean register(JwtSecurityEventPublisher publisher, JwtSecurityEvent event) {
			boolean active = TransactionSynchronizationManager.isSynchronizationActive();
			if (active) {
				TransactionSynchronizationManager.registerSynchronization(new AfterCommit(publisher, event));
			}
			return active;
		}

		@Override
		public void afterCommit() {
			this.publisher.publishNow(this.event);
		}

	}

}
