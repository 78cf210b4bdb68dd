package io.github.jwtsecurity.test.attack;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import tools.jackson.databind.json.JsonMapper;

/**
 * The valid token of the owner, and changed ones, which the application's issuer or the
 * attacker has signed.
 */
final class SignedTokens {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final TokenSource source;

	private final JsonText header;

	private final JsonText claims;

	private final String algorithm;

	private final String valid;

	private final AttackerKey attacker;

	SignedTokens(TokenSource source, String owner) {
		this.source = source;
		String token = source.token(owner);
		this.header = json(token, 0);
		this.claims = json(token, 1);
		this.algorithm = String.valueOf(members(token, 0).get("alg"));
		this.valid = sign(this.header, this.claims);
		this.attacker = AttackerKey.create(this.algorithm);
	}

	private static JsonText json(String token, int part) {
		return JsonText.of(members(token, part));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> members(String token, int part) {
		return MAPPER.readValue(TokenText.decode(TokenText.part(token, part)), Map.class);
	}

	/**
	 * Returns the valid token.
	 */
	String valid() {
		return this.valid;
	}

	/**
	 * Returns the signature of the valid token.
	 */
	byte[] signature() {
		return TokenText.decode(TokenText.part(this.valid, 2));
	}

	/**
	 * Returns the header of the valid token.
	 */
	JsonText header() {
		return this.header;
	}

	/**
	 * Returns the claims of the valid token.
	 */
	JsonText claims() {
		return this.claims;
	}

	/**
	 * Returns a valid token of any user.
	 */
	String of(String userId) {
		return this.source.token(userId);
	}

	/**
	 * Returns the valid token with a signature of the attacker.
	 */
	String forged() {
		return this.attacker.sign(this.header, this.claims);
	}

	/**
	 * Returns a token that the issuer has signed.
	 */
	String sign(JsonText changedHeader, JsonText changedClaims) {
		return signed(TokenText.input(changedHeader, changedClaims));
	}

	/**
	 * Returns a text with its signature by the issuer.
	 */
	String signed(String input) {
		return input + "." + signatureOf(input);
	}

	/**
	 * Returns the signature of a text by the issuer.
	 */
	String signatureOf(String input) {
		return this.source.sign(input);
	}

	AttackerKey attacker() {
		return this.attacker;
	}

	/**
	 * Returns the name of the algorithm of the valid token.
	 */
	String algorithm() {
		return this.algorithm;
	}

	List<JWK> publicKeys() {
		return this.source.publicKeys();
	}

	/**
	 * Returns tokens with the claims of the valid token, each of which another issuer of
	 * the application has signed.
	 */
	List<String> ofOtherIssuers() {
		return this.source.others().stream().map((other) -> {
			String input = TokenText.input(json(other.token("any"), 0), this.claims);
			return input + "." + other.sign(input);
		}).toList();
	}

	String userIdClaim() {
		return this.source.userIdClaim();
	}

	Instant now() {
		return this.source.now();
	}

	/**
	 * Returns a text without the tokens.
	 */
	@Override
	public String toString() {
		return "SignedTokens[" + this.algorithm + "]";
	}

}
