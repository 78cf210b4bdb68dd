package io.github.jwtsecurity.token;

import java.nio.file.Path;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vectors of Wycheproof, each of which is given to the verifier for its key. The
 * claims of the tokens are not checked, because there are none.
 */
final class WycheproofVectors implements Function<String, Set<Integer>> {

	/** The directory of the vectors, beside the one of the project. */
	static final Path DIRECTORY = Path.of("..", "..", "shared", "wycheproof");

	private static final JsonMapper MAPPER = new JsonMapper();

	/**
	 * Verifies the vectors of a file.
	 * @return the ids of the vectors with another outcome than the stated one
	 */
	@Override
	public Set<Integer> apply(String file) {
		Set<Integer> wrong = new TreeSet<>();
		for (JsonNode group : read(file).get("testGroups")) {
			for (JsonNode test : group.get("tests")) {
				String result = test.get("result").asString();
				boolean stated = result.equals("valid") && isOfHs256(group);
				if (!result.equals("acceptable") && accepts(group, test) != stated) {
					wrong.add(test.get("tcId").asInt());
				}
			}
		}
		return wrong;
	}

	/**
	 * Returns whether vectors of HMAC fit HS256, which has keys of at least 256 bits and
	 * complete codes. {@code true} for other algorithms.
	 */
	private static boolean isOfHs256(JsonNode group) {
		return !group.has("tagSize") || (group.get("keySize").asInt() >= 256 && group.get("tagSize").asInt() == 256);
	}

	/**
	 * Returns the ids of the tokens whose stated outcome is wrong, according to the file
	 * beside the vectors.
	 */
	static Set<Integer> corrected() {
		Set<Integer> ids = new TreeSet<>();
		for (JsonNode override : read("overrides.json").get("overrides")) {
			override.get("tcIds").forEach((id) -> ids.add(id.asInt()));
		}
		return ids;
	}

	private static JsonNode read(String file) {
		return MAPPER.readTree(DIRECTORY.resolve(file));
	}

	private static boolean accepts(JsonNode group, JsonNode test) {
		try {
			if (test.has("jws")) {
				return acceptsToken(keys(group), test.get("jws").asString());
			}
			return test.has("tag") ? acceptsCode(bytes(test, "key"), bytes(test, "msg"), bytes(test, "tag"))
					: acceptsSignature(publicKey(group), bytes(test, "msg"), bytes(test, "sig"));
		}
		catch (InvalidTokenException | JOSEException | ParseException ex) {
			return false;
		}
	}

	private static boolean acceptsToken(List<Map<String, Object>> keys, String token)
			throws JOSEException, ParseException {
		CompactJws jws = CompactJws.of(CompactText.parse(token, new AcceptedHeaders()));
		if (keys.size() == 1 && keys.get(0).get("kty").equals("oct")) {
			OctetSequenceKey secret = OctetSequenceKey.parse(keys.get(0));
			return new HmacKey(secret, new JWSAlgorithm(secret.getAlgorithm().getName()))
				.hasSigned(jws.header().getAlgorithm(), jws.bytes(), jws.signedLength(), jws.signature());
		}
		List<JWK> usable = VerificationKeys.of(keys).usable();
		new KeySetVerifier(new FixedKeySet(new JWKSet(usable)), JWSAlgorithm.Family.SIGNATURE, true).verify(jws);
		return true;
	}

	private static boolean acceptsCode(byte[] key, byte[] message, byte[] code) throws JOSEException {
		return new HmacKey(new OctetSequenceKey.Builder(key).build(), JWSAlgorithm.HS256).hasSigned(JWSAlgorithm.HS256,
				message, message.length, code);
	}

	private static boolean acceptsSignature(Map<String, Object> json, byte[] message, byte[] signature)
			throws JOSEException {
		List<JWK> usable = VerificationKeys.of(List.of(json)).usable();
		if (usable.isEmpty()) {
			return false;
		}
		JWK key = usable.get(0);
		JWSAlgorithm algorithm = (key.getAlgorithm() != null) ? new JWSAlgorithm(key.getAlgorithm().getName())
				: SignatureAlgorithms.canonical(VerificationKeys.algorithms(key).iterator().next());
		return KnownKey.verifier(key).verify(new JWSHeader(algorithm), message, Base64URL.encode(signature));
	}

	private static List<Map<String, Object>> keys(JsonNode group) {
		JsonNode key = group.has("public") ? group.get("public") : group.get("private");
		return (key.has("keys") ? key.get("keys").valueStream() : Stream.of(key)).map(WycheproofVectors::members)
			.toList();
	}

	private static Map<String, Object> publicKey(JsonNode group) {
		for (String name : List.of("publicKeyJwk", "keyJwk")) {
			if (group.has(name)) {
				return members(group.get(name));
			}
		}
		JsonNode key = group.get("publicKey");
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("kty", "EC");
		members.put("crv", key.get("curve").asString().replaceFirst("secp(...)r1", "P-$1"));
		members.put("x", coordinate(key, "wx"));
		members.put("y", coordinate(key, "wy"));
		return members;
	}

	/**
	 * Returns a coordinate in base64url. Its length is that of the numbers of the field,
	 * sometimes with a zero before it.
	 */
	private static String coordinate(JsonNode key, String name) {
		int length = (key.get("keySize").asInt() + Byte.SIZE - 1) / Byte.SIZE;
		String digits = key.get(name).asString();
		return Base64URL.encode(HexFormat.of().parseHex(digits.substring(digits.length() - 2 * length))).toString();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> members(JsonNode key) {
		return MAPPER.convertValue(key, Map.class);
	}

	private static byte[] bytes(JsonNode test, String name) {
		return HexFormat.of().parseHex(test.get(name).asString());
	}

}
