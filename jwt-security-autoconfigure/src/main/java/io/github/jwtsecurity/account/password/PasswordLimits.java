package io.github.jwtsecurity.account.password;

import java.util.ArrayList;
import java.util.List;

/**
 * The limits of passwords that can be hashed without a denial of service and without
 * truncation. They apply with any {@link PasswordPolicy}.
 *
 * @param maxLength the maximum number of code points
 * @param maxBytes the maximum number of bytes in UTF-8 of a new password
 */
record PasswordLimits(int maxLength, int maxBytes) {

	static PasswordLimits of(PasswordProperties properties) {
		return new PasswordLimits(properties.maxLength(), PasswordEncoders.format(properties.encoder()).maxBytes());
	}

	/**
	 * Returns the normal form of a password, or the unchanged text if it is too long in
	 * any form.
	 */
	PlainPassword normalize(CharSequence typed) {
		return PlainPassword.of(typed, this.maxLength);
	}

	/**
	 * Returns whether a password is short enough to be processed.
	 */
	boolean isShortEnough(PlainPassword password) {
		return password.length() <= this.maxLength;
	}

	/**
	 * Returns whether a password can be compared with a hash.
	 */
	boolean isComparable(PlainPassword password) {
		return password.length() > 0 && isShortEnough(password) && password.isUnambiguous();
	}

	/**
	 * Returns whether a password can be hashed.
	 */
	boolean isHashable(PlainPassword password) {
		return isComparable(password) && fits(password);
	}

	/**
	 * Returns whether the encoder of new hashes reads the whole password.
	 */
	boolean fits(PlainPassword password) {
		return password.fits(this.maxBytes);
	}

	/**
	 * Returns the limits that a new password exceeds, one text for each.
	 */
	List<String> violations(PlainPassword password) {
		List<String> violations = new ArrayList<>();
		if (!isShortEnough(password)) {
			violations.add("must have at most " + this.maxLength + " characters");
		}
		else if (!fits(password)) {
			violations
				.add("must have at most " + this.maxBytes + " bytes in UTF-8, where some characters take up to four");
		}
		if (!password.isUnambiguous()) {
			violations.add("must not have NUL characters or unpaired surrogates");
		}
		return violations;
	}

}
