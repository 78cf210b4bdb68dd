package io.github.jwtsecurity.test.attack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with JSON that two parsers could understand differently. The tokens are signed
 * by the issuer.
 */
final class JsonAttacks implements AttackGroup {

	private static final AttackFamily DUPLICATE = new AttackFamily("Duplicate key", "RFC 7519, section 4",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily MALFORMED = new AttackFamily("Malformed JSON", "RFC 7519, section 7.2",
			Expectation.UNAUTHORIZED);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		SignedTokens tokens = target.tokens();
		JsonText header = tokens.header();
		JsonText claims = tokens.claims();
		String name = JsonText.quoted(tokens.userIdClaim());
		String other = JsonText.quoted(target.other());
		List<Attack> attacks = new ArrayList<>();
		attacks.add(duplicate("the user id, another user last", header, claims.plus(name, other), target));
		attacks.add(duplicate("the user id, another user first", header, claims.plusFirst(name, other), target));
		attacks.add(duplicate("the user id, written with a unicode escape", header,
				claims.plus(escaped(tokens.userIdClaim()), other), target));
		attacks.add(duplicate("`exp`, expired first", header, claims.plusFirst("\"exp\"", "1"), target));
		attacks.add(duplicate("`exp`, expired last", header, claims.plus("\"exp\"", "1"), target));
		attacks.add(duplicate("a key in a nested object", header, claims.plus("\"x\"", "{\"a\":1,\"a\":2}"), target));
		attacks.add(duplicate("`alg`, `\"none\"` first", header.plusFirst("\"alg\"", "\"none\""), claims, target));
		attacks.add(duplicate("`alg`, `\"none\"` last", header.plus("\"alg\"", "\"none\""), claims, target));
		attacks.add(duplicate("`alg`, written with a unicode escape", header.plus("\"\\u0061lg\"", "\"none\""), claims,
				target));
		attacks.add(duplicate("`typ`", header.with("typ", "\"JWT\"").plus("\"typ\"", "\"JWT\""), claims, target));
		String json = claims.toString();
		String open = json.substring(0, json.length() - 1);
		attacks.add(payload("text after the object", json + "x", target));
		attacks.add(payload("a second object", json + json, target));
		attacks.add(payload("an array with the object", "[" + json + "]", target));
		attacks.add(payload("a comma at the end", open + ",}", target));
		attacks.add(payload("a comment", open + "/**/}", target));
		attacks.add(payload("`NaN`", open + ",\"x\":NaN}", target));
		attacks.add(payload("single quotes", json.replace('"', '\''), target));
		attacks.add(payload("not an object", "null", target));
		attacks.add(encoded("UTF-16", json, StandardCharsets.UTF_16LE, target));
		attacks.add(encoded("invalid UTF-8", open + ",\"x\":\"\u00e9\"}", StandardCharsets.ISO_8859_1, target));
		return attacks;
	}

	private static Attack duplicate(String sent, JsonText header, JsonText claims, AttackTarget target) {
		return DUPLICATE.attack(sent, () -> target.presentSigned(header, claims));
	}

	private static Attack payload(String sent, String payload, AttackTarget target) {
		return encoded(sent, payload, StandardCharsets.UTF_8, target);
	}

	private static Attack encoded(String sent, String payload, Charset charset, AttackTarget target) {
		SignedTokens tokens = target.tokens();
		return MALFORMED.attack(sent, () -> target.present(tokens
			.signed(TokenText.encode(tokens.header().toString()) + "." + TokenText.encode(payload.getBytes(charset)))));
	}

	/**
	 * Returns a name as JSON, with an escape for its first character.
	 */
	private static String escaped(String name) {
		return "\"\\u%04x%s".formatted((int) name.charAt(0), JsonText.quoted(name.substring(1)).substring(1));
	}

}
