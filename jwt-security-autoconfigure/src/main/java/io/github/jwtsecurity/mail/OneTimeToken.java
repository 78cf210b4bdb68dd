package io.github.jwtsecurity.mail;

/**
 * A one-time token that was presented and can be used.
 *
 * @param hash the hash by which the token is stored
 * @param purpose the purpose of the token
 * @param userId the id of the account
 * @param email the address that the token is about: the address to which a link was sent,
 * or the previous address that is restored
 * @hidden
 */
public record OneTimeToken(String hash, TokenPurpose purpose, String userId, String email) {

	/**
	 * Returns a text without the hash and the address.
	 */
	@Override
	public String toString() {
		return "OneTimeToken[purpose=" + this.purpose + ", userId=" + this.userId + "]";
	}

}
