package io.github.jwtsecurity.endpoint;

import io.github.jwtsecurity.token.TokenDiagnosis;
import io.github.jwtsecurity.token.TokenDoctor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * An Actuator endpoint that describes the effective configuration to operators, without
 * information that helps to forge a token or to find a user, and calls no external
 * service. If write access is permitted, the endpoint also examines a token, for which it
 * verifies the token as a request does.
 */
@Endpoint(id = "jwtsecurity", defaultAccess = Access.READ_ONLY)
final class JwtSecurityActuatorEndpoint {

	private final ConfigurationDescriber describer;

	private final ObjectProvider<TokenDoctor> doctor;

	/**
	 * Creates the endpoint.
	 * @param describer the reader of the configuration
	 * @param doctor the doctor, which is absent if the application has a decoder of its
	 * own
	 */
	JwtSecurityActuatorEndpoint(ConfigurationDescriber describer, ObjectProvider<TokenDoctor> doctor) {
		this.describer = describer;
		this.doctor = doctor;
	}

	@ReadOperation
	ConfigurationDescription describe() {
		return this.describer.describe();
	}

	/**
	 * Examines a token. It is accepted in the body only, because addresses are logged.
	 * @param token the token, of any type, because an error of a conversion would quote
	 * it
	 * @return the result of each check
	 */
	@WriteOperation
	TokenDiagnosis examine(Object token) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& attributes.getRequest().getQueryString() != null) {
			throw new InvalidEndpointRequestException("A token must not be in a query", "Send the token in the body");
		}
		if (!(token instanceof String text)) {
			throw new InvalidEndpointRequestException("The token is not a text", "Send the token as a text");
		}
		TokenDoctor available = this.doctor.getIfAvailable();
		if (available == null) {
			throw new InvalidEndpointRequestException("The decoder is a bean of the application",
					"Only the decoder of the library can explain a refusal");
		}
		return available.examine(text);
	}

}
