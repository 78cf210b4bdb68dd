package io.github.jwtsecurity.event;

/**
 * Is asked before somebody is let in by a signup or login, as a part of its transaction.
 * It is no listener of an event, since nobody must be let in because a listener was not
 * called, or its failure was swallowed.
 */
@FunctionalInterface
public interface AdmissionGuard {

	/**
	 * Returns normally if they may be let in. It may be called more than once for one
	 * admission, if the database undoes the transaction.
	 * @param event an {@link JwtSecurityEvent#admission() admission}, which is published
	 * once they are in
	 * @throws RuntimeException if they must not
	 */
	void admit(JwtSecurityEvent event);

}
