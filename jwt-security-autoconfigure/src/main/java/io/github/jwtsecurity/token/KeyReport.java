package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * Says which keys tokens are verified with, and nothing that helps to forge one. It is
 * public for the Actuator endpoint.
 */
public final class KeyReport {

	private final @Nullable KeySource source;

	private final ObjectProvider<SignatureVerifier> verifier;

	private final VerificationProperties properties;

	KeyReport(Environment environment, ObjectProvider<SignatureVerifier> verifier, VerificationProperties properties) {
		List<KeySource> configured = KeySource.configured(environment);
		this.source = (configured.size() == 1) ? configured.get(0) : null;
		this.verifier = verifier;
		this.properties = properties;
	}

	/**
	 * Returns where the keys come from.
	 * @return {@code secret}, {@code jwk-set}, {@code public-key} or {@code better-auth};
	 * {@code null} if there is none, because the application has a decoder of its own
	 */
	public @Nullable String source() {
		return (this.source != null) ? this.source.name().toLowerCase(Locale.ROOT).replace('_', '-') : null;
	}

	/**
	 * Returns which algorithms are accepted.
	 * @return their names (RFC 7518, section 3.1)
	 */
	public Set<String> algorithms() {
		return this.verifier.stream().findFirst().map(SignatureVerifier::algorithms).orElse(Set.of());
	}

	/**
	 * Returns which keys are accepted now. Does not wait for an issuer.
	 * @return what they are called by {@code kid} (RFC 7515, section 4.1.4), of secrets
	 * the one that signs first; without keys that have no name
	 */
	public List<String> keyIds() {
		return this.verifier.stream().findFirst().map(SignatureVerifier::keyIds).orElse(List.of());
	}

	/**
	 * Whether tokens are signed with a private key, which only the issuer has.
	 * @return {@code false} for a shared secret, and without a key source
	 */
	public boolean isAsymmetric() {
		return this.source != null && this.source != KeySource.SECRET;
	}

	/**
	 * Returns the accepted issuer (RFC 7519, section 4.1.1).
	 * @return the value of {@code iss}, {@code null} if it is not checked
	 */
	public @Nullable String issuer() {
		return this.properties.acceptedIssuer();
	}

	/**
	 * Returns the accepted audiences (RFC 7519, section 4.1.3).
	 * @return the values, of which {@code aud} needs one; empty if it is not checked
	 */
	public List<String> audiences() {
		return this.properties.acceptedAudiences();
	}

}
