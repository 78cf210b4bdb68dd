package io.github.jwtsecurity.test.attack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A decoder that accepts some tokens which a strict decoder refuses.
 */
final class WeakDecoder implements JwtDecoder {

	private static final JsonMapper LENIENT = JsonMapper.builder()
		.enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_SINGLE_QUOTES,
				JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_TRAILING_COMMA)
		.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private JwtDecoder strict = (token) -> {
		throw new BadJwtException("no decoder");
	};

	private Weakness weakness = Weakness.NONE;

	void use(JwtDecoder decoder, Weakness newWeakness) {
		this.strict = decoder;
		this.weakness = newWeakness;
	}

	@Override
	public Jwt decode(String token) {
		try {
			return this.strict.decode(token);
		}
		catch (BadJwtException ex) {
			if (this.weakness.accepts(token, String.valueOf(ex.getMessage()))) {
				return lenient(token);
			}
			throw ex;
		}
	}

	/**
	 * Returns the token without its times, which may be malformed.
	 */
	private Jwt lenient(String token) {
		try {
			Map<String, Object> claims = new HashMap<>(members(token, 1));
			claims.keySet().retainAll(List.of("user_id", "email"));
			if (!(claims.get("user_id") instanceof String text) || text.isBlank() || text.equals("\ud800")) {
				claims.put("user_id", AttackSettings.DEFAULT.owner());
			}
			return Jwt.withTokenValue(token).header("alg", "any").claims((all) -> all.putAll(claims)).build();
		}
		catch (RuntimeException ex) {
			throw new BadJwtException("not readable");
		}
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> members(String token, int part) {
		String text = token.split("\\.")[part].replace("=", "").replace('+', '-').replace('/', '_');
		Object value = LENIENT.readValue(TokenText.decode(text), Object.class);
		return (Map<String, Object>) ((value instanceof List<?> list) ? list.get(0) : value);
	}

	/**
	 * A decision about a token that is refused by the strict decoder.
	 */
	@FunctionalInterface
	interface Weakness {

		Weakness NONE = (token, message) -> false;

		boolean accepts(String token, String message);

		/**
		 * Returns the weakness of a decoder that lacks checks.
		 * @param messages the messages of the checks
		 */
		static Weakness ignoring(String... messages) {
			return (token, message) -> List.of(messages).contains(message);
		}

		/**
		 * Returns the weakness of a decoder that verifies the signature with a secret
		 * that depends on the header.
		 */
		static Weakness secret(Secret secret) {
			return (token, message) -> {
				if (token.split("\\.").length != 3) {
					return false;
				}
				Map<String, Object> header = members(token, 0);
				byte[] bytes = secret.of(header);
				String input = token.substring(0, token.lastIndexOf('.'));
				return bytes != null && String.valueOf(header.get("alg")).matches("HS\\d{3}") && token.equals(input
						+ "." + TokenText.encode(HmacSignature.sign(String.valueOf(header.get("alg")), bytes, input)));
			};
		}

	}

	/**
	 * The choice of a secret.
	 */
	@FunctionalInterface
	interface Secret {

		byte @Nullable [] of(Map<String, Object> header);

	}

}
