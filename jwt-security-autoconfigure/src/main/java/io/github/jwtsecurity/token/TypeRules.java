package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.token.InvalidTokenException.Reason;
import io.github.jwtsecurity.token.TokenCheck.Finding;

/**
 * The rules that tell access tokens from other types of tokens (RFC 8725, section 3.11).
 */
final class TypeRules {

	/**
	 * The claims that only ID tokens have (OpenID Connect Core 1.0, sections 2 and
	 * 3.3.2.11). An ID token of any client of the issuer would otherwise be accepted if
	 * no audience is checked.
	 */
	static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

	private static final String MEDIA_TYPE_PREFIX = "application/";

	private static final String TOKEN_TYPE = "token_type";

	private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("access", "bearer");

	private final Set<String> acceptedTypes;

	TypeRules(List<String> acceptedTypes) {
		this.acceptedTypes = shortForms(acceptedTypes);
	}

	/**
	 * Returns the checks of the type.
	 */
	Stream<TokenCheck> checks() {
		return Stream.concat(
				Stream.of(new TokenCheck("typ", this::checkType, this::explainType),
						new TokenCheck(TOKEN_TYPE, TypeRules::checkTokenType, TypeRules::explainTokenType)),
				ID_TOKEN_CLAIMS.stream()
					.map((name) -> absent(name, Reason.ID_TOKEN, "The token is an ID token",
							"Send the access token instead of the ID token.")));
	}

	/**
	 * Returns the check that a token is not bound to a key.
	 */
	static TokenCheck unbound() {
		return absent("cnf", Reason.TYPE, "The token is bound to a key and is not a bearer token",
				"Request a bearer token from the issuer, without DPoP or a client certificate.");
	}

	private static TokenCheck absent(String name, Reason reason, String message, String remedy) {
		return new TokenCheck(name, (token) -> {
			if (token.claims().containsKey(name)) {
				throw new InvalidTokenException(reason, name, message);
			}
		}, (token) -> new Finding("no claim " + name, ClaimType.of(token.claims().get(name)), remedy));
	}

	private void checkType(TokenCandidate token) {
		Object value = token.header("typ");
		boolean absent = value == null && !token.jws().headers().containsKey("typ");
		if (!absent && !(value instanceof String type && this.acceptedTypes.contains(shortForm(type)))) {
			throw new InvalidTokenException(Reason.TYPE, "The token's type is not accepted");
		}
	}

	private Finding explainType(TokenCandidate token) {
		return new Finding("one of " + this.acceptedTypes.stream().sorted().toList() + ", or no typ",
				HeaderText.of(token.header("typ")),
				"Send an access token, or add the type to jwt-security.token.accepted-types.");
	}

	private static void checkTokenType(TokenCandidate token) {
		Object value = token.claims().get(TOKEN_TYPE);
		if (value != null
				&& !(value instanceof String text && ACCESS_TOKEN_TYPES.contains(text.toLowerCase(Locale.ROOT)))) {
			throw new InvalidTokenException(Reason.TYPE, TOKEN_TYPE, "The token is not an access token");
		}
	}

	private static Finding explainTokenType(TokenCandidate token) {
		return new Finding("access or bearer, or no claim token_type",
				(token.claims().get(TOKEN_TYPE) instanceof String) ? "another text"
						: ClaimType.of(token.claims().get(TOKEN_TYPE)),
				"Send the access token instead of a refresh token or an ID token.");
	}

	/**
	 * Returns whether a list of accepted types contains a type.
	 */
	static boolean accepts(List<String> acceptedTypes, String type) {
		return shortForms(acceptedTypes).contains(shortForm(type));
	}

	private static Set<String> shortForms(List<String> types) {
		return types.stream().map(TypeRules::shortForm).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns a media type in lower case, without the prefix that may be omitted (RFC
	 * 7515, section 4.1.9).
	 */
	private static String shortForm(String type) {
		String lowerCase = type.toLowerCase(Locale.ROOT);
		return (lowerCase.startsWith(MEDIA_TYPE_PREFIX) && lowerCase.indexOf('/', MEDIA_TYPE_PREFIX.length()) < 0)
				? lowerCase.substring(MEDIA_TYPE_PREFIX.length()) : lowerCase;
	}

}
