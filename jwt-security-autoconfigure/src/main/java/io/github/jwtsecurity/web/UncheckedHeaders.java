package io.github.jwtsecurity.web;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale.LanguageRange;

import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.token.LogText;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.web.util.WebUtils;

/**
 * A reader of headers without the checks of the firewall, which rejects a request when a
 * header with control characters is read. A text in UTF-8 may have such characters, since
 * the container decodes each byte as one character. All returned values are cleaned.
 *
 * @hidden
 */
public final class UncheckedHeaders {

	private static final int MAX_LANGUAGES_LENGTH = 255;

	private static final int MAX_LANGUAGE_LENGTH = 35;

	private UncheckedHeaders() {
	}

	/**
	 * Returns the client of a request for audit records. No decision depends on it.
	 * @param request the request
	 * @return the client
	 */
	public static Client client(HttpServletRequest request) {
		Client client = new Client(request.getRemoteAddr(), text(request, HttpHeaders.USER_AGENT));
		String language = language(text(request, HttpHeaders.ACCEPT_LANGUAGE));
		return (language != null) ? client.withLanguage(language) : client;
	}

	/**
	 * Returns the language that a user prefers (RFC 9110, section 12.5.4).
	 */
	private static @Nullable String language(@Nullable String accepted) {
		if (accepted == null || accepted.length() > MAX_LANGUAGES_LENGTH) {
			return null;
		}
		try {
			return LanguageRange.parse(accepted)
				.stream()
				.map(LanguageRange::getRange)
				.filter((range) -> range.matches("[a-z]{2,3}(-[a-z0-9]{2,8})*")
						&& range.length() <= MAX_LANGUAGE_LENGTH)
				.findFirst()
				.orElse(null);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable String text(HttpServletRequest request, String name) {
		String value = unchecked(request).getHeader(name);
		return (value != null) ? LogText.of(decode(value)) : null;
	}

	/**
	 * Returns the values of a header, with a question mark for each character that is not
	 * printable ASCII.
	 * @param request the request
	 * @param name the name of the header
	 * @return the values, empty if there is no such header
	 */
	public static List<String> values(HttpServletRequest request, String name) {
		return Collections.list(unchecked(request).getHeaders(name))
			.stream()
			.map((value) -> value.replaceAll("[^\\t -~]", "?"))
			.toList();
	}

	private static HttpServletRequest unchecked(HttpServletRequest request) {
		FirewalledRequest checked = WebUtils.getNativeRequest(request, FirewalledRequest.class);
		return (checked != null) ? (HttpServletRequest) checked.getRequest() : request;
	}

	/**
	 * Decodes the bytes of a header as UTF-8 if they are valid, and otherwise as
	 * ISO-8859-1 like the container (RFC 9110, section 5.5).
	 */
	private static String decode(String value) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(value)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return value;
		}
	}

}
