package io.github.jwtsecurity.event;

/**
 * A guard that can refuse a signup or login. It is called within the transaction of the
 * signup or login. An event listener could not do this: if a listener were not called, or
 * its failure were swallowed, the user would be admitted all the same.
 *
 * @hidden
 */
@FunctionalInterface
public interface AdmissionGuard {

	/**
	 * Permits an admission by returning normally. This method may be called more than
	 * once for the same admission if the database rolls the transaction back.
	 * @param event an {@link JwtSecurityEvent#admission() admission}, which is published
	 * after the transaction
	 * @throws RuntimeException if the user must not be admitted
	 */
	void admit(JwtSecurityEvent event);

}
