package io.github.jwtsecurity.token;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * A writer of the claims of issued tokens. Claims of this library consist of plain texts,
 * integers, times and lists of texts, which are written directly. All others, which only
 * an {@link AccessTokenCustomizer} can add, are left to Nimbus.
 */
final class ClaimsJson {

	private static final int EXPECTED_LENGTH = 512;

	private ClaimsJson() {
	}

	/**
	 * Writes claims.
	 * @param claims the claims
	 * @return the JSON object, with times as seconds, and a list with one audience as a
	 * text
	 */
	static String write(Map<String, Object> claims) {
		StringBuilder json = new StringBuilder(EXPECTED_LENGTH);
		char separator = '{';
		for (Map.Entry<String, Object> claim : claims.entrySet()) {
			json.append(separator);
			if (!appendValue(json, claim.getKey()) || !append(json.append(':'), claim.getKey(), claim.getValue())) {
				return writeAny(claims);
			}
			separator = ',';
		}
		return json.append(claims.isEmpty() ? "{}" : "}").toString();
	}

	private static boolean append(StringBuilder json, String name, Object value) {
		if (value instanceof List<?> list) {
			boolean single = name.equals(JwtClaimNames.AUD) && list.size() == 1;
			return single ? appendValue(json, list.get(0)) : appendTexts(json, list);
		}
		return appendValue(json, value);
	}

	private static boolean appendTexts(StringBuilder json, List<?> list) {
		char separator = '[';
		for (Object element : list) {
			if (!(element instanceof String) || !appendValue(json.append(separator), element)) {
				return false;
			}
			separator = ',';
		}
		json.append(list.isEmpty() ? "[]" : "]");
		return true;
	}

	private static boolean appendValue(StringBuilder json, @Nullable Object value) {
		if (value instanceof String text) {
			json.append('"').append(text).append('"');
			return isPlain(text);
		}
		if (value instanceof Instant time) {
			json.append(time.getEpochSecond());
			return true;
		}
		if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
			json.append(value);
			return true;
		}
		return false;
	}

	/**
	 * Returns whether a text stands for itself in JSON: it consists of printable
	 * characters of ASCII without quotes and backslashes.
	 */
	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character < ' ' || character > '~' || character == '"' || character == '\\') {
				return false;
			}
		}
		return true;
	}

	private static String writeAny(Map<String, Object> claims) {
		JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
		claims.forEach((name, value) -> builder.claim(name, (value instanceof Instant time) ? Date.from(time) : value));
		return builder.build().toString();
	}

}
