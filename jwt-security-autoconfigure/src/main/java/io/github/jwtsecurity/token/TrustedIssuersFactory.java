package io.github.jwtsecurity.token;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A factory of the issuers whose tokens are accepted.
 */
final class TrustedIssuersFactory {

	private final IssuerDefinitions definitions;

	private final TokenProperties token;

	private final KeySetVerifierFactory keySets;

	private final @Nullable OwnKeys ownKeys;

	private final Clock clock;

	private final List<FetchedKeySet> fetched = new ArrayList<>();

	/**
	 * Creates a factory.
	 * @param definitions the definitions of the issuers
	 * @param token the rules for the tokens of all issuers
	 * @param keySets the factory of verifiers with public keys
	 * @param ownKeys the keys of this service, {@code null} if the home issuer is another
	 * service
	 * @param clock the clock
	 */
	TrustedIssuersFactory(IssuerDefinitions definitions, TokenProperties token, KeySetVerifierFactory keySets,
			@Nullable OwnKeys ownKeys, Clock clock) {
		this.definitions = definitions;
		this.token = token;
		this.keySets = keySets;
		this.ownKeys = ownKeys;
		this.clock = clock;
	}

	/**
	 * Creates the issuers.
	 * @throws KeyConfigurationException if a key cannot be used, or two issuers have a
	 * secret in common
	 */
	TrustedIssuers create() {
		List<TrustedIssuer> issuers = this.definitions.stream()
			.map((definition) -> new TrustedIssuer(definition, verifier(definition),
					new ClaimRules(definition, this.definitions.userIdClaim(definition), this.token, this.clock)))
			.toList();
		requireDifferentSecrets(issuers);
		return new TrustedIssuers(issuers, List.copyOf(this.fetched));
	}

	/**
	 * Requires that no issuer can sign tokens of another one. No key set is fetched yet,
	 * so the ids are those of secrets and of own keys.
	 */
	private static void requireDifferentSecrets(List<TrustedIssuer> issuers) {
		Map<String, String> owners = new HashMap<>();
		for (TrustedIssuer issuer : issuers) {
			String prefix = issuer.definition().prefix();
			for (String id : issuer.verifier().keyIds()) {
				String other = owners.putIfAbsent(id, prefix);
				if (other != null && !other.equals(prefix)) {
					throw new KeyConfigurationException(
							"%s and %s have a secret in common, so each of the issuers could sign tokens of the other."
								.formatted(other, prefix),
							"Use a separate secret for each issuer.");
				}
			}
		}
	}

	private SignatureVerifier verifier(IssuerDefinition issuer) {
		if (this.ownKeys != null && issuer.isHome()) {
			return this.ownKeys.verifier();
		}
		SecretKeyRing secrets = SecretKeyRingFactory.create(issuer, SecretKeyRingFactory.secrets(issuer));
		return (issuer.source() == KeySource.SECRET) ? secrets
				: DelegatingSignatureVerifier.of(secrets, keyPairs(issuer));
	}

	private KeySetVerifier keyPairs(IssuerDefinition issuer) {
		if (issuer.source() == KeySource.PUBLIC_KEY) {
			return KeySetVerifierFactory.ofPublicKey(issuer);
		}
		FetchedKeySet keySet = this.keySets.ofKeySet(issuer, new KeySetStatus());
		this.fetched.add(keySet);
		return keySet.verifier();
	}

}
