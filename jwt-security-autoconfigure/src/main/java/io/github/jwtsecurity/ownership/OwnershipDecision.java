package io.github.jwtsecurity.ownership;

import org.springframework.security.authorization.AuthorizationDecision;

/**
 * The refusal of somebody else's path. Carried by Spring Security's
 * {@code AuthorizationDeniedException}, so that it can be told from other refusals.
 */
public final class OwnershipDecision extends AuthorizationDecision {

	private final MismatchStatus mismatchStatus;

	OwnershipDecision(MismatchStatus mismatchStatus) {
		super(false);
		this.mismatchStatus = mismatchStatus;
	}

	/**
	 * How the request is to be answered.
	 * @return the configured status
	 */
	public MismatchStatus mismatchStatus() {
		return this.mismatchStatus;
	}

}
