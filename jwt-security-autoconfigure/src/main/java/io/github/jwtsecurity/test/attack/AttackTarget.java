package io.github.jwtsecurity.test.attack;

import java.util.function.Supplier;

/**
 * A path of an application, and two users of the application. Attacks use the token of
 * the owner on the owner's path, unless they attack the other user.
 *
 * @param service the application
 * @param path the path
 * @param owner the user id of the owner
 * @param other the user id of the other user
 * @param tokens the tokens of the owner
 * @param attacker the server of the attacker
 */
record AttackTarget(Service service, UserPath path, String owner, String other, SignedTokens tokens,
		AttackerServer attacker) {

	/** The reason to skip attacks on another user. */
	static final String NO_USER_ID = "the attacked path has no user id";

	boolean hasUserId() {
		return this.path.hasVariable();
	}

	/**
	 * Returns a request for the path of the owner.
	 */
	AttackRequest own() {
		return AttackRequest.get(this.path.of(this.owner));
	}

	/**
	 * Returns a request for the path of the other user.
	 */
	AttackRequest others() {
		return AttackRequest.get(this.path.of(this.other));
	}

	AttackResponse send(AttackRequest request) {
		return this.service.send(request);
	}

	/**
	 * Sends a token on the path of the owner.
	 */
	AttackResponse present(String token) {
		return send(own().bearer(token));
	}

	/**
	 * Requests the path of the owner with a token that the issuer has signed.
	 */
	AttackResponse presentSigned(JsonText header, JsonText claims) {
		return present(this.tokens.sign(header, claims));
	}

	/**
	 * Requests the path of the owner with a token that has other claims and is signed by
	 * the issuer.
	 */
	AttackResponse presentClaims(JsonText claims) {
		return presentSigned(this.tokens.header(), claims);
	}

	/**
	 * Sends the valid token with another signature on the path of the owner.
	 */
	AttackResponse presentSignature(byte[] signature) {
		String token = this.tokens.valid();
		return present(token.substring(0, token.lastIndexOf('.') + 1) + TokenText.encode(signature));
	}

	/**
	 * Judges a response to a token that contains an address of the attacker. The
	 * application must not call the address.
	 */
	Outcome withoutFetch(Expectation expectation, Supplier<AttackResponse> request) {
		int before = this.attacker.fetches();
		Outcome outcome = expectation.judge(request.get());
		return (this.attacker.fetches() == before) ? outcome
				: new Outcome(Verdict.GOT_THROUGH, outcome.got() + ", and the address was called");
	}

	/**
	 * Returns a text without tokens.
	 */
	@Override
	public String toString() {
		return "AttackTarget[" + this.path.text() + "]";
	}

}
