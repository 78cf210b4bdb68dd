package io.github.jwtsecurity.mail;

/**
 * Thrown when a one-time token is refused. The exception does not say why, since the
 * client must not learn it.
 *
 * @hidden
 */
public final class InvalidOneTimeTokenException extends RuntimeException {

	private final TokenPurpose purpose;

	/**
	 * Creates an exception.
	 * @param purpose the purpose for which the token was presented
	 */
	public InvalidOneTimeTokenException(TokenPurpose purpose) {
		super("The one-time token is not valid", null, false, false);
		this.purpose = purpose;
	}

	/**
	 * Returns the purpose for which the token was presented.
	 * @return the purpose
	 */
	public TokenPurpose purpose() {
		return this.purpose;
	}

}
