package io.github.jwtsecurity.token;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A named check of a token. The decoder and the token doctor apply the same checks.
 *
 * @param name the name
 * @param rule the rule, which throws an {@link InvalidTokenException} if the token breaks
 * it
 * @param explanation the explanation of a failure
 */
record TokenCheck(String name, Consumer<TokenCandidate> rule, Function<TokenCandidate, Finding> explanation) {

	/**
	 * The explanation of a failure, without any claim value.
	 *
	 * @param expected the expectation
	 * @param found the fact, which is a value for header parameters and times only
	 * @param remedy the change that lets the token pass
	 */
	record Finding(String expected, String found, String remedy) {
	}

}
