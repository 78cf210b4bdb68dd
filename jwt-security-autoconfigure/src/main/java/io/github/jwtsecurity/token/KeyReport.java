package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/**
 * A report of the keys that verify tokens, without anything that helps to forge a token.
 *
 * @hidden
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
	 * Returns the source of the keys.
	 * @return {@code secret}, {@code jwk-set}, {@code public-key} or {@code better-auth};
	 * {@code null} if there is none, because the application has a decoder of its own
	 */
	public @Nullable String source() {
		return (this.source != null) ? this.source.name().toLowerCase(Locale.ROOT).replace('_', '-') : null;
	}

	/**
	 * Returns the accepted algorithms.
	 * @return the names of the algorithms (RFC 7518, section 3.1)
	 */
	public Set<String> algorithms() {
		return this.verifier.stream().findFirst().map(SignatureVerifier::algorithms).orElse(Set.of());
	}

	/**
	 * Returns the ids of the keys that are accepted now. This method does not wait for an
	 * issuer.
	 * @return the values of {@code kid} (RFC 7515, section 4.1.4), with the signing
	 * secret first; keys without an id are omitted
	 */
	public List<String> keyIds() {
		return this.verifier.stream().findFirst().map(SignatureVerifier::keyIds).orElse(List.of());
	}

	/**
	 * Returns whether tokens are signed with a private key that only the issuer has.
	 * @return {@code false} for a shared secret, or if there is no key source
	 */
	public boolean isAsymmetric() {
		return this.source != null && this.source != KeySource.SECRET;
	}

	/**
	 * Returns the accepted issuer (RFC 7519, section 4.1.1).
	 * @return the value of {@code iss}, {@code null} if the claim is not checked
	 */
	public @Nullable String issuer() {
		return this.properties.acceptedIssuer();
	}

	/**
	 * Returns the accepted audiences (RFC 7519, section 4.1.3).
	 * @return the values, one of which {@code aud} has to contain; empty if the claim is
	 * not checked
	 */
	public List<String> audiences() {
		return this.properties.acceptedAudiences();
	}

}
