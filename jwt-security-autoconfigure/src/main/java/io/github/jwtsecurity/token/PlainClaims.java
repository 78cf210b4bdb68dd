package io.github.jwtsecurity.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A reader of the claims of most tokens: one JSON object without white space, whose
 * values are plain texts, positive integers, booleans, and lists of plain texts. A plain
 * text consists of printable characters of ASCII without escapes. Everything else is left
 * to {@link StrictJson}, which takes longer, and which returns the same for all objects
 * that this reader accepts.
 */
final class PlainClaims {

	/** The number of digits up to which every integer fits into a {@code long}. */
	private static final int MAX_DIGITS = 18;

	/**
	 * The names of usual claims. Cached tokens share these objects; a name for each token
	 * would take a quarter of its memory.
	 */
	private static final Map<String, String> NAMES = Stream
		.of("aud", "auth_time", "azp", "email", "email_verified", "exp", "iat", "iss", "jti", "name", "nbf", "roles",
				"scope", "sid", "sub", "typ", "user_id")
		.collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

	private final byte[] json;

	private int position;

	private PlainClaims(byte[] json) {
		this.json = json;
	}

	/**
	 * Reads claims.
	 * @param json the received bytes
	 * @return the claims, whose lists are immutable; {@code null} if the bytes are not an
	 * object of the kind above, or if it has a duplicate name
	 */
	static @Nullable Map<String, Object> parse(byte[] json) {
		PlainClaims reader = new PlainClaims(json);
		Map<String, Object> claims = reader.members();
		return (reader.position == json.length) ? claims : null;
	}

	private @Nullable Map<String, Object> members() {
		Map<String, Object> members = new LinkedHashMap<>();
		if (!next('{')) {
			return null;
		}
		do {
			String name = text();
			Object value = (name != null && next(':')) ? value() : null;
			if (value == null || members.put(NAMES.getOrDefault(name, name), value) != null) {
				return null;
			}
		}
		while (next(','));
		return next('}') ? members : null;
	}

	private @Nullable Object value() {
		return switch (current()) {
			case '"' -> text();
			case '[' -> texts();
			case 't' -> literal("true") ? true : null;
			case 'f' -> literal("false") ? false : null;
			default -> integer();
		};
	}

	private @Nullable List<Object> texts() {
		List<Object> texts = new ArrayList<>();
		this.position++;
		do {
			String text = text();
			if (text == null) {
				return null;
			}
			texts.add(text);
		}
		while (next(','));
		return next(']') ? Collections.unmodifiableList(texts) : null;
	}

	private @Nullable String text() {
		if (!next('"')) {
			return null;
		}
		int start = this.position;
		int end = start;
		while (end < this.json.length && isPlain(this.json[end])) {
			end++;
		}
		this.position = end;
		String text = new String(this.json, start, end - start, StandardCharsets.ISO_8859_1);
		return next('"') ? text : null;
	}

	private static boolean isPlain(int character) {
		return character >= ' ' && character <= '~' && character != '"' && character != '\\';
	}

	private @Nullable Number integer() {
		int start = this.position;
		long number = 0;
		while (current() >= '0' && current() <= '9' && this.position - start <= MAX_DIGITS) {
			number = 10 * number + current() - '0';
			this.position++;
		}
		int digits = this.position - start;
		if (digits == 0 || digits > MAX_DIGITS || (digits > 1 && this.json[start] == '0')) {
			return null;
		}
		return (number == (int) number) ? (Number) (int) number : (Number) number;
	}

	private boolean literal(String literal) {
		for (int i = 0; i < literal.length(); i++) {
			if (!next(literal.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private boolean next(char expected) {
		boolean found = current() == expected;
		if (found) {
			this.position++;
		}
		return found;
	}

	/**
	 * Returns the byte at the current position, {@code -1} at the end.
	 */
	private int current() {
		return (this.position < this.json.length) ? this.json[this.position] : -1;
	}

}
