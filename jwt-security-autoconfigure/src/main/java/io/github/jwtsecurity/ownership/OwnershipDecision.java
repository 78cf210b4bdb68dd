package io.github.jwtsecurity.ownership;

import org.springframework.security.authorization.AuthorizationDecision;

/**
 * The denial of access to a path of another user. Spring Security's {@code
 * AuthorizationDeniedException} carries it, so that the denial can be distinguished from
 * others.
 *
 * @hidden
 * @serial exclude
 */
public final class OwnershipDecision extends AuthorizationDecision {

	private final MismatchStatus mismatchStatus;

	OwnershipDecision(MismatchStatus mismatchStatus) {
		super(false);
		this.mismatchStatus = mismatchStatus;
	}

	/**
	 * Returns the response to the request.
	 * @return the configured status
	 */
	public MismatchStatus mismatchStatus() {
		return this.mismatchStatus;
	}

}
