package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Attacks with a signature that is not that of the token.
 */
final class SignatureAttacks implements AttackGroup {

	private static final AttackFamily FORGED = new AttackFamily("Forged signature", "RFC 7515, section 5.2",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily CHANGED = new AttackFamily("Changed token", "RFC 7515, section 5.2",
			Expectation.UNAUTHORIZED);

	@Override
	public List<Attack> attacks(AttackTarget target) {
		SignedTokens tokens = target.tokens();
		String input = TokenText.input(tokens.header(), tokens.claims());
		byte[] signature = tokens.signature();
		List<Attack> attacks = new ArrayList<>();
		attacks.add(FORGED.attack("a key of the attacker, with the `kid` of the application",
				() -> target.present(tokens.forged())));
		attacks.add(FORGED.attack("the signature of another token", () -> target
			.present(input + "." + TokenText.part(tokens.sign(tokens.header(), tokens.claims().with("x", "1")), 2))));
		attacks.add(signed("all bytes of the signature are zero", new byte[signature.length], target));
		attacks.add(signed("the first byte of the signature is changed", flipped(signature, 0), target));
		attacks
			.add(signed("the last byte of the signature is changed", flipped(signature, signature.length - 1), target));
		attacks.add(signed("the last byte of the signature is missing", Arrays.copyOf(signature, signature.length - 1),
				target));
		attacks
			.add(signed("a byte is appended to the signature", Arrays.copyOf(signature, signature.length + 1), target));
		attacks.add(signed("the signature is one byte", new byte[1], target));
		String others = TokenText.input(tokens.header(),
				tokens.claims().with(tokens.userIdClaim(), JsonText.quoted(target.other())));
		attacks.add(CHANGED.attack("the user id and the path are those of another user",
				() -> target.send(target.others().bearer(others + "." + TokenText.encode(signature)))));
		attacks.add(changed("the payload has another claim",
				TokenText.input(tokens.header(), tokens.claims().with("admin", "true")), signature, target));
		attacks.add(changed("the header has another parameter",
				TokenText.input(tokens.header().with("x", "1"), tokens.claims()), signature, target));
		return attacks;
	}

	private static Attack signed(String sent, byte[] signature, AttackTarget target) {
		return FORGED.attack(sent, () -> target.presentSignature(signature));
	}

	private static Attack changed(String sent, String input, byte[] signature, AttackTarget target) {
		return CHANGED.attack(sent, () -> target.present(input + "." + TokenText.encode(signature)));
	}

	private static byte[] flipped(byte[] signature, int index) {
		byte[] changed = signature.clone();
		changed[index] ^= 1;
		return changed;
	}

}
