package io.github.jwtsecurity.token;

import java.util.Arrays;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A parsed token whose signature is not yet verified.
 *
 * @param token the whole text
 * @param bytes the bytes of the whole text, which begin with the signed ones
 * @param header the header in the form of Nimbus: algorithm, type and key id, without
 * parameters that point to a key
 * @param headers all header parameters, which are immutable
 * @param payload the bytes of the payload
 * @param signature the bytes of the signature
 */
record CompactJws(String token, byte[] bytes, JWSHeader header, Map<String, Object> headers, byte[] payload,
		byte[] signature) {

	/**
	 * Reads the header of a token.
	 * @param text the decoded parts of the token
	 * @return the token
	 * @throws InvalidTokenException if the header is malformed, names no algorithm, or
	 * asks for an extension
	 */
	static CompactJws of(CompactText text) {
		return new CompactJws(text.token(), text.bytes(), toHeader(text.headers()), text.headers(), text.payload(),
				text.signature());
	}

	/**
	 * Returns the number of signed bytes.
	 */
	int signedLength() {
		return this.token.lastIndexOf('.');
	}

	byte[] signingInput() {
		return Arrays.copyOf(this.bytes, signedLength());
	}

	Base64URL signatureText() {
		return new Base64URL(this.token.substring(signedLength() + 1));
	}

	private static JWSHeader toHeader(Map<String, Object> headers) {
		if (headers.containsKey("crit") || headers.containsKey("b64")) {
			throw new InvalidTokenException(Reason.ALGORITHM, "The token asks for an extension that is not supported");
		}
		String algorithm = text(headers, "alg");
		if (algorithm == null || algorithm.equals("none")) {
			throw new InvalidTokenException(Reason.ALGORITHM, "The token is not signed");
		}
		return new JWSHeader.Builder(new JWSAlgorithm(algorithm)).keyID(text(headers, "kid")).build();
	}

	private static @Nullable String text(Map<String, Object> headers, String name) {
		Object value = headers.get(name);
		if (value == null && !headers.containsKey(name)) {
			return null;
		}
		if (value instanceof String text) {
			return text;
		}
		throw new InvalidTokenException(Reason.MALFORMED, "The token's header is malformed");
	}

	/**
	 * Returns a text without the token.
	 */
	@Override
	public String toString() {
		return "CompactJws[header=" + this.header + "]";
	}

}
