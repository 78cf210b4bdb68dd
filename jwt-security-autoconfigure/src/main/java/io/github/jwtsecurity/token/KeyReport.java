package io.github.jwtsecurity.token;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * A report of the issuers whose tokens are accepted and of their keys, without anything
 * that helps to forge a token.
 *
 * @hidden
 */
public final class KeyReport {

	private final ObjectProvider<TrustedIssuers> issuers;

	KeyReport(ObjectProvider<TrustedIssuers> issuers) {
		this.issuers = issuers;
	}

	/**
	 * Returns all issuers. This method does not wait for an issuer.
	 * @return the issuers, with the home issuer first; empty if there is no key source
	 */
	public List<Issuer> issuers() {
		return this.issuers.stream().flatMap((trusted) -> trusted.all().stream()).map(KeyReport::report).toList();
	}

	private static Issuer report(TrustedIssuer issuer) {
		IssuerDefinition definition = issuer.definition();
		KeySource source = definition.source();
		return new Issuer(definition.name(), (source != null) ? source.text() : "", definition.acceptedIssuer(),
				definition.acceptedAudiences(), definition.userIdPrefix(), issuer.verifier().algorithms(),
				issuer.verifier().keyIds());
	}

	/**
	 * An issuer whose tokens are accepted.
	 *
	 * @param name the name in the configuration, {@code home} for the one that is
	 * configured directly below {@code jwt-security}
	 * @param source the source of its keys, such as {@code secret} or {@code jwk-set}
	 * @param issuer the accepted value of {@code iss} (RFC 7519, section 4.1.1),
	 * {@code null} if the claim is not checked
	 * @param audiences the values one of which {@code aud} has to contain (RFC 7519,
	 * section 4.1.3), empty if the claim is not checked
	 * @param userIdPrefix the text before each user id, empty for none
	 * @param algorithms the names of the accepted algorithms (RFC 7518, section 3.1)
	 * @param keyIds the values of {@code kid} (RFC 7515, section 4.1.4) that are accepted
	 * now; keys without an id are omitted
	 * @hidden
	 */
	public record Issuer(String name, String source, @Nullable String issuer, List<String> audiences,
			String userIdPrefix, Set<String> algorithms, List<String> keyIds) {

		/**
		 * Returns whether this service signs tokens with the keys.
		 * @return {@code false} for keys of another service, such as those of all further
		 * issuers
		 */
		public boolean hasOwnKeys() {
			return this.name.equals(IssuerDefinition.HOME) && Stream.of(KeySource.values())
				.filter(KeySource::isOwn)
				.map(KeySource::text)
				.anyMatch(this.source::equals);
		}

	}

}
