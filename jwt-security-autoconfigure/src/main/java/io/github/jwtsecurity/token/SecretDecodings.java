package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The possible meanings of the text of a secret. A secret that can be guessed is no
 * better if it is written in base64 or hexadecimal.
 */
final class SecretDecodings {

	private static final List<UnaryOperator<byte[]>> DECODERS = List.of(UnaryOperator.identity(),
			(bytes) -> Base64.getMimeDecoder().decode(bytes),
			(bytes) -> Base64.getUrlDecoder().decode(new String(bytes, StandardCharsets.ISO_8859_1).strip()),
			(bytes) -> HexFormat.of().parseHex(new String(bytes, StandardCharsets.ISO_8859_1).strip()));

	private SecretDecodings() {
	}

	/**
	 * Returns the secret itself, and its decoded bytes for each encoding that fits.
	 */
	static Stream<byte[]> of(byte[] secret) {
		return DECODERS.stream().flatMap((decoder) -> decode(secret, decoder));
	}

	private static Stream<byte[]> decode(byte[] secret, UnaryOperator<byte[]> decoder) {
		try {
			return Stream.of(decoder.apply(secret));
		}
		catch (IllegalArgumentException ex) {
			return Stream.empty();
		}
	}

}
