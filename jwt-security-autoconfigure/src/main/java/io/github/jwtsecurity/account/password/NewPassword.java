package io.github.jwtsecurity.account.password;

/**
 * A new password that a {@link PasswordPolicy} checks, in the form that is hashed: NFC
 * (Unicode Standard Annex 15), with at most
 * {@code jwt-security.accounts.password.max-length} characters.
 */
public final class NewPassword {

	private final PlainPassword password;

	private final String email;

	NewPassword(PlainPassword password, String email) {
		this.password = password;
		this.email = email;
	}

	/**
	 * Creates a new password, for instance to test a policy.
	 * @param password the password as the user typed it
	 * @param email the email address of the user
	 * @return the password
	 */
	public static NewPassword of(CharSequence password, String email) {
		return new NewPassword(PlainPassword.of(password, password.length()), email);
	}

	/**
	 * Returns the password in clear text, which must not be logged or stored.
	 * @return the text, in NFC
	 */
	public String text() {
		return this.password.text();
	}

	/**
	 * Returns the length of the password.
	 * @return the number of characters (code points)
	 */
	public int length() {
		return this.password.length();
	}

	/**
	 * Returns the email address of the user as it was typed. At a signup, the text has
	 * not been validated yet.
	 * @return the text
	 */
	public String email() {
		return this.email;
	}

	PlainPassword plain() {
		return this.password;
	}

	/**
	 * Returns a text without the password and the email address.
	 * @return a fixed text
	 */
	@Override
	public String toString() {
		return this.password.toString();
	}

}
