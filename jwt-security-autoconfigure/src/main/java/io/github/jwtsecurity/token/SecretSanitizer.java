package io.github.jwtsecurity.token;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks every value that holds one of the secrets, under whatever name it came in: the
 * property, the environment variable behind it, or a copy.
 */
final class SecretSanitizer implements SanitizingFunction {

	private final List<String> secrets;

	SecretSanitizer(VerificationProperties properties) {
		this.secrets = Stream.concat(Stream.ofNullable(properties.secret()), properties.previousSecrets().stream())
			.filter((secret) -> !secret.isBlank())
			.toList();
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		String value = String.valueOf(data.getValue());
		return this.secrets.stream().anyMatch(value::contains) ? data.withSanitizedValue() : data;
	}

}
