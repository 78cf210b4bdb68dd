package io.github.jwtsecurity.token;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * A sanitizing function that masks secrets and all texts that they consist of: by name in
 * every property source, and by value under any other name.
 */
final class SecretSanitizer implements SanitizingFunction {

	private final SecretTexts texts;

	SecretSanitizer(SecretTexts texts) {
		this.texts = texts;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		boolean secret = this.texts.hasName(data.getKey()) || this.texts.isIn(String.valueOf(data.getValue()));
		return secret ? data.withSanitizedValue() : data;
	}

}
