package io.github.jwtsecurity.token;

import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * Takes the usable keys out of a key set (RFC 7517, section 5). Every key is doubted
 * until it is checked; a bad one is named and left out, the good ones stay.
 *
 * @param usable the keys that may verify
 * @param refused what was wrong with the others, one sentence each
 */
record VerificationKeys(List<JWK> usable, List<String> refused) {

	private static final int MIN_RSA_BITS = 2048;

	private static final int MAX_RSA_BITS = 8192;

	private static final int MAX_EXPONENT_BITS = 64;

	private static final int MAX_KEYS = 100;

	private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

	private static final int ED25519_KEY_LENGTH = 32;

	/** The points of small order, without the sign of x, in all their encodings. */
	private static final Set<String> ED25519_SMALL_ORDER = Set.of(
			"0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

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
	 * What is wrong with a key.
	 * @param key a key of the set
	 * @return a few words, or {@code null} if it may verify
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
		return problem;
	}

	private static @Nullable String problemOfMaterial(JWK key) {
		if (key instanceof RSAKey rsa) {
			return problemOfRsa(rsa);
		}
		if (key instanceof ECKey ec) {
			return CURVES.contains(ec.getCurve()) ? null : "its curve is not accepted";
		}
		if (key instanceof OctetKeyPair okp) {
			return problemOfEd25519(okp);
		}
		return "its type is not accepted";
	}

	private static @Nullable String problemOfEd25519(OctetKeyPair key) {
		byte[] x = key.getDecodedX();
		if (!Curve.Ed25519.equals(key.getCurve()) || x.length != ED25519_KEY_LENGTH) {
			return "its curve is not accepted";
		}
		x[ED25519_KEY_LENGTH - 1] &= 0x7f;
		return ED25519_SMALL_ORDER.contains(HexFormat.of().formatHex(x)) ? "a point that signatures can be forged for"
				: null;
	}

	private static @Nullable String problemOfRsa(RSAKey key) {
		int bits = key.getModulus().decodeToBigInteger().bitLength();
		if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
			return "an RSA key of %d bits; accepted are %d to %d".formatted(bits, MIN_RSA_BITS, MAX_RSA_BITS);
		}
		BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
		boolean sound = exponent.testBit(0) && exponent.compareTo(BigInteger.ONE) > 0
				&& exponent.bitLength() <= MAX_EXPONENT_BITS;
		return sound ? null : "an RSA key with an unsound exponent";
	}

	/**
	 * The algorithms that a key can be used with.
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
