package io.github.jwtsecurity.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Attacks with another text for a valid token, so that a list of revoked tokens or a log
 * does not recognize the token.
 */
final class TextAttacks implements AttackGroup {

	private static final AttackFamily BASE64 = new AttackFamily("Other base64 of a token", "RFC 7515, section 2",
			Expectation.MALFORMED);

	private static final AttackFamily TEXT = new AttackFamily("Other text of a token", "RFC 7515, section 7.1",
			Expectation.MALFORMED);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		SignedTokens tokens = target.tokens();
		String token = tokens.valid();
		String header = TokenText.part(token, 0);
		String payload = TokenText.part(token, 1);
		String signature = TokenText.part(token, 2);
		List<Attack> attacks = new ArrayList<>();
		attacks.add(BASE64.attack("padding of the signature", () -> target.present(token + "=")));
		attacks.add(BASE64.attack("two characters of padding", () -> target.present(token + "==")));
		attacks.add(BASE64.attack("unused bits of the signature",
				() -> target.present(header + "." + payload + "." + TokenText.withOtherUnusedBits(signature))));
		attacks.add(BASE64.attack("padding of the header, signed by the issuer",
				() -> target.present(tokens.signed(header + "=." + payload))));
		attacks.add(BASE64.attack("padding of the payload, signed by the issuer",
				() -> target.present(tokens.signed(header + "." + payload + "="))));
		attacks.add(BASE64.attack("the alphabet with + and /, signed by the issuer",
				() -> target.present(tokens.signed(standardAlphabet(tokens)))));
		attacks.add(BASE64.attack("unused bits of the payload, signed by the issuer",
				() -> target.present(tokens.signed(unusedBits(tokens)))));
		attacks.add(TEXT.attack("a space at a dot", () -> target.present(header + " ." + payload + "." + signature)));
		attacks.add(TEXT.attack("a space in the payload",
				() -> target.present(header + "." + payload.charAt(0) + " " + payload.substring(1) + "." + signature)));
		attacks.add(TEXT.attack("a tab after the scheme",
				() -> target.send(target.own().header("Authorization", "Bearer\t" + token))));
		attacks.add(TEXT.attack("a dot at the beginning", () -> target.present("." + token)));
		attacks.add(TEXT.attack("a dot at the end", () -> target.present(token + ".")));
		attacks.add(TEXT.attack("a fourth part", () -> target.present(token + "." + signature)));
		attacks.add(TEXT.attack("five parts, as if encrypted",
				() -> target.present(token + "." + signature + "." + signature)));
		attacks.add(TEXT.attack("quotation marks", () -> target.present("\"" + token + "\"")));
		attacks.add(TEXT.attack("percent encoding of the dots", () -> target.present(token.replace(".", "%2E"))));
		attacks.add(TEXT.attack("JSON serialization",
				() -> target.present("{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}".formatted(header,
						payload, signature))));
		return attacks;
	}

	/**
	 * Returns a signing input with a header parameter whose base64url has both special
	 * characters.
	 */
	private static String standardAlphabet(SignedTokens tokens) {
		return TokenText.input(tokens.header().with("x", "\"\u00fb\u00ff\u00fe??>>~~\""), tokens.claims())
			.replace('-', '+')
			.replace('_', '/');
	}

	/**
	 * Returns a signing input whose payload has other unused bits. Spaces before the last
	 * brace make sure that there are unused bits.
	 */
	private static String unusedBits(SignedTokens tokens) {
		String claims = tokens.claims().toString();
		String padded = " ".repeat((claims.getBytes(StandardCharsets.UTF_8).length % 3 == 0) ? 1 : 0) + claims;
		return TokenText.encode(tokens.header().toString()) + "."
				+ TokenText.withOtherUnusedBits(TokenText.encode(padded));
	}

}
