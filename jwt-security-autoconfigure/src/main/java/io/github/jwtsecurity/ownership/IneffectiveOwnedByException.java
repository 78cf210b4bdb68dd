package io.github.jwtsecurity.ownership;

import java.util.List;

/**
 * Thrown when {@link OwnedBy} on a bean has no effect.
 */
final class IneffectiveOwnedByException extends RuntimeException {

	private final boolean methodSecurityEnabled;

	private final List<String> faults;

	IneffectiveOwnedByException(boolean methodSecurityEnabled, List<String> faults) {
		super("@OwnedBy has no effect: " + faults);
		this.methodSecurityEnabled = methodSecurityEnabled;
		this.faults = List.copyOf(faults);
	}

	boolean isMethodSecurityEnabled() {
		return this.methodSecurityEnabled;
	}

	List<String> faults() {
		return this.faults;
	}

}
