package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * The usable keys of a key set (RFC 7517, section 5). Each key is checked separately: a
 * key with a problem is reported and omitted, and the other keys are kept.
 *
 * @param usable the keys that may verify
 * @param refused the other keys with their problems, one sentence each
 */
record VerificationKeys(List<JWK> usable, List<String> refused) {

	private static final String NO_POINT = "not a point of its curve";

	private static final int MAX_KEYS = 100;

	private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

	static VerificationKeys of(List<?> keys) {
		Map<String, List<JWK>> byId = new LinkedHashMap<>();
		List<String> refused = new ArrayList<>();
		for (Object key : keys.subList(0, Math.min(keys.size(), MAX_KEYS))) {
			add(key, byId, refused);
		}
		if (keys.size() > MAX_KEYS) {
			refused.add("all keys after the first %d: too many".formatted(MAX_KEYS));
		}
		List<JWK> usable = new ArrayList<>();
		byId.forEach((id, sameId) -> {
			if (sameId.size() > 1 && !id.isEmpty()) {
				refused.add("key '%s': %d keys have this kid".formatted(LogText.of(id), sameId.size()));
			}
			else {
				usable.addAll(sameId);
			}
		});
		return new VerificationKeys(List.copyOf(usable), List.copyOf(refused));
	}

	private static void add(Object json, Map<String, List<JWK>> byId, List<String> refused) {
		if (!(json instanceof Map<?, ?> members)) {
			refused.add("a key that is not an object");
			return;
		}
		String id = (members.get("kid") instanceof String text) ? text : "";
		try {
			JWK key = parse(members);
			String problem = problem(key);
			if (problem == null) {
				byId.computeIfAbsent(id, (unused) -> new ArrayList<>()).add(key);
			}
			else {
				refused.add("key '%s': %s".formatted(LogText.of(id), problem));
			}
		}
		catch (ParseException | RuntimeException ex) {
			refused.add("key '%s': malformed".formatted(LogText.of(id)));
		}
	}

	@SuppressWarnings("unchecked")
	private static JWK parse(Map<?, ?> members) throws ParseException {
		return JWK.parse((Map<String, Object>) members);
	}

	/**
	 * Checks a key. A key without a supported verifier is refused too, so that it does
	 * not count as usable.
	 * @param key the key
	 * @return a description of the problem, {@code null} if the key may verify
	 */
	static @Nullable String problem(JWK key) {
		if (key.isPrivate()) {
			return "a symmetric or private key must not be published";
		}
		if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
			return "not for signatures, by its 'use'";
		}
		if (key.getKeyOperations() != null && !key.getKeyOperations().contains(KeyOperation.VERIFY)) {
			return "not for verifying, by its 'key_ops'";
		}
		String problem = problemOfMaterial(key);
		if (problem == null && key.getAlgorithm() != null && !algorithms(key).contains(key.getAlgorithm())) {
			return "its 'alg' does not fit its type";
		}
		return (problem == null && !hasVerifier(key)) ? "no signature can be verified with it" : problem;
	}

	private static boolean hasVerifier(JWK key) {
		try {
			KnownKey.verifier(key);
			return true;
		}
		catch (JOSEException | RuntimeException ex) {
			return false;
		}
	}

	private static @Nullable String problemOfMaterial(JWK key) {
		if (key instanceof RSAKey rsa) {
			return RsaKeyRules.problem(rsa);
		}
		if (key instanceof ECKey ec && CURVES.contains(ec.getCurve())) {
			return problemOfEc(ec);
		}
		if (key instanceof OctetKeyPair okp && Curve.Ed25519.equals(okp.getCurve())) {
			return problemOfEd25519(okp.getDecodedX());
		}
		return (key instanceof ECKey || key instanceof OctetKeyPair) ? "its curve is not accepted"
				: "its type is not accepted";
	}

	/**
	 * Checks that the coordinates are reduced. The check of the point when the key is
	 * created ignores multiples of the prime of the field.
	 */
	private static @Nullable String problemOfEc(ECKey key) {
		BigInteger prime = ((ECFieldFp) key.getCurve().toECParameterSpec().getCurve().getField()).getP();
		return (key.getX().decodeToBigInteger().compareTo(prime) < 0
				&& key.getY().decodeToBigInteger().compareTo(prime) < 0) ? null : NO_POINT;
	}

	private static @Nullable String problemOfEd25519(byte[] x) {
		Ed25519Point point = (x.length == Ed25519Point.LENGTH) ? Ed25519Point.decode(x) : null;
		if (point == null) {
			return NO_POINT;
		}
		return point.hasPrimeOrder() ? null : "a point that belongs to no key pair";
	}

	/**
	 * Returns the algorithms that a key can be used with.
	 * @param key a key of an accepted type
	 * @return the algorithms
	 */
	static Set<JWSAlgorithm> algorithms(JWK key) {
		if (key instanceof RSAKey) {
			return JWSAlgorithm.Family.RSA;
		}
		if (key instanceof ECKey ec) {
			return Set.of(Curve.P_256.equals(ec.getCurve()) ? JWSAlgorithm.ES256
					: Curve.P_384.equals(ec.getCurve()) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES512);
		}
		return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
	}

}
