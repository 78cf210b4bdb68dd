package io.github.jwtsecurity.token;

/**
 * A key set that is fetched from its issuer.
 *
 * @param issuer the name of the issuer in the configuration
 * @param verifier the verifier with the keys
 * @param status the last set, and the outcome of the last fetches
 */
record FetchedKeySet(String issuer, KeySetVerifier verifier, KeySetStatus status) {

}
