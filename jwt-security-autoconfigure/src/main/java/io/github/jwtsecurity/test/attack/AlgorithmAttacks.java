package io.github.jwtsecurity.test.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Attacks with an algorithm that is not that of the key.
 */
final class AlgorithmAttacks implements AttackGroup {

	private static final AttackFamily EXCHANGED = new AttackFamily("Exchanged algorithm", "RFC 8725, section 3.1",
			Expectation.UNAUTHORIZED);

	private static final AttackFamily PUBLIC_KEY = new AttackFamily("Public key as a secret", "RFC 8725, section 2.1",
			Expectation.UNAUTHORIZED);

	private static final List<String> NAMES = List.of("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256",
			"PS384", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA");

	@Override
	public List<Attack> attacks(AttackTarget target) {
		List<Attack> attacks = new ArrayList<>();
		String algorithm = target.tokens().algorithm();
		Stream
			.concat(NAMES.stream().filter((name) -> !isEdDsa(name, algorithm)),
					Stream.of(algorithm.toLowerCase(Locale.ROOT), algorithm + " "))
			.filter((name) -> !name.equals(algorithm))
			.map((name) -> exchanged(JsonText.quoted(name), target))
			.forEach(attacks::add);
		attacks.add(exchanged("[" + JsonText.quoted(algorithm) + "]", target));
		attacks.add(exchanged("256", target));
		attacks.addAll(publicKeys(target));
		return attacks;
	}

	/**
	 * Returns whether both names stand for Ed25519 (RFC 9864).
	 */
	private static boolean isEdDsa(String first, String second) {
		return first.startsWith("Ed") && second.startsWith("Ed");
	}

	/**
	 * Returns an attack with a signature that a decoder accepts if it ignores the
	 * parameter.
	 */
	private static Attack exchanged(String algorithm, AttackTarget target) {
		SignedTokens tokens = target.tokens();
		return EXCHANGED.attack("`alg` is `" + algorithm + "`, signed with " + tokens.algorithm(),
				() -> target.presentSigned(tokens.header().with("alg", algorithm), tokens.claims()));
	}

	private static List<Attack> publicKeys(AttackTarget target) {
		SignedTokens tokens = target.tokens();
		List<PublicKeyText> texts = tokens.publicKeys().stream().map(PublicKeyText::of).flatMap(List::stream).toList();
		if (texts.isEmpty()) {
			return List.of(PUBLIC_KEY.skipped("`alg` is `\"HS256\"`, the secret is the public key",
					"the application has no public key"));
		}
		List<Attack> attacks = new ArrayList<>();
		for (PublicKeyText text : texts) {
			for (String algorithm : List.of("HS256", "HS384", "HS512")) {
				String input = TokenText.input(tokens.header().with("alg", JsonText.quoted(algorithm)),
						tokens.claims());
				attacks.add(PUBLIC_KEY
					.attack("`alg` is `\"%s\"`, the secret is the %s".formatted(algorithm, text.name()), () -> target
						.present(input + "." + TokenText.encode(HmacSignature.sign(algorithm, text.bytes(), input)))));
			}
		}
		return attacks;
	}

}
