package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.PeerDecoders.TokenDecoder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Tokens in the form that this library issues, each of a different user, and the decoder
 * of a service with their key.
 */
@State(Scope.Benchmark)
public abstract class DecodedTokens {

	private AnnotationConfigApplicationContext context;

	private String[] tokens;

	private int next;

	JWK key;

	JwtDecoder decoder;

	abstract String algorithm();

	/**
	 * Returns the number of issuers, each of which has signed as many of the tokens, or
	 * zero for one issuer without a name.
	 */
	int issuers() {
		return 0;
	}

	void createPeers() throws GeneralSecurityException {
	}

	/**
	 * Returns the number of tokens, which is a multiple of the capacity of the cache
	 * unless signing them takes too long.
	 */
	private int size() {
		return algorithm().equals("HS256") ? 100_000 : 2_000;
	}

	@Setup
	public void start() throws Exception {
		List<JWK> keys = new ArrayList<>();
		Map<String, String> properties = new HashMap<>();
		for (int i = 0; i < Math.max(1, issuers()); i++) {
			JWK signing = key(i);
			keys.add(signing);
			configure(i, signing, properties);
		}
		this.context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(properties).applyTo(this.context);
		this.context.register(TokenAutoConfiguration.class);
		this.context.refresh();
		this.key = keys.get(0);
		this.decoder = bean(JwtDecoder.class);
		this.tokens = new String[size()];
		for (int i = 0; i < this.tokens.length; i++) {
			int issuer = i % keys.size();
			Map<String, Object> claims = claims();
			if (issuers() > 0) {
				claims.put("iss", issuer(issuer));
			}
			JWK signing = keys.get(issuer);
			this.tokens[i] = SigningKeys.token(signing, algorithm(), signing.getKeyID(), claims);
		}
		createPeers();
	}

	private JWK key(int issuer) {
		JWK keyPair = keyPair(algorithm());
		if (keyPair != null) {
			return keyPair;
		}
		return (issuer == 0) ? SigningKeys.secret() : new OctetSequenceKey.Builder(secret(issuer)).build();
	}

	private static byte[] secret(int issuer) {
		return (TestTokens.SECRET + issuer).getBytes(StandardCharsets.UTF_8);
	}

	private static String issuer(int issuer) {
		return "https://issuer-%02d.example".formatted(issuer);
	}

	private void configure(int issuer, JWK key, Map<String, String> properties) throws IOException, JOSEException {
		String prefix = (issuer == 0) ? "jwt-security." : "jwt-security.issuers.issuer-" + issuer + ".";
		if (key instanceof OctetSequenceKey) {
			properties.put(prefix + "secret", TestTokens.SECRET + ((issuer == 0) ? "" : issuer));
		}
		else {
			properties.put(prefix + "public-key-location", pem(key).toString());
		}
		if (issuers() > 0) {
			properties.put(prefix + "issuer", issuer(issuer));
		}
		if (issuer > 0) {
			properties.put(prefix + "user-id-prefix", "%02d:".formatted(issuer));
		}
	}

	@TearDown(Level.Trial)
	public void stop() {
		this.context.close();
	}

	/**
	 * Returns the next token. After one round, the first tokens are no longer cached.
	 */
	String next() {
		if (this.next == this.tokens.length) {
			this.next = 0;
			bean(VerifiedTokenCache.class).tokens().invalidateAll();
		}
		return this.tokens[this.next++];
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	String first() {
		return this.tokens[0];
	}

	/**
	 * Returns one of 60 tokens in turn, so that those of up to 20 issuers are equally
	 * frequent.
	 */
	String repeated() {
		this.next = (this.next + 1) % 60;
		return this.tokens[this.next];
	}

	/**
	 * Asserts that an alternative accepts the tokens, before its time is measured.
	 */
	TokenDecoder checked(TokenDecoder peer) throws GeneralSecurityException {
		if (Boolean.FALSE.equals(peer.decode(first()))) {
			throw new IllegalStateException("A good token is refused");
		}
		return peer;
	}

	static Map<String, Object> claims() {
		String userId = UUID.randomUUID().toString();
		Map<String, Object> claims = TestTokens.claims(userId);
		claims.put("sub", userId);
		claims.put("jti", UUID.randomUUID().toString());
		claims.put("sid", UUID.randomUUID().toString());
		return claims;
	}

	private static @Nullable JWK keyPair(String algorithm) {
		return switch (algorithm) {
			case "RS256" -> SigningKeys.rsa("issuer", 2048);
			case "ES256" -> SigningKeys.ec("issuer", Curve.P_256);
			case "EdDSA" -> SigningKeys.ed25519("issuer");
			default -> null;
		};
	}

	private static URI pem(JWK key) throws IOException, JOSEException {
		byte[] encoded = (key instanceof OctetKeyPair pair) ? SigningKeys.encodedPublicKey(pair)
				: ((AsymmetricJWK) key).toPublicKey().getEncoded();
		Path file = Files.createTempFile("public-key", ".pem");
		file.toFile().deleteOnExit();
		return Files.writeString(file, SigningKeys.pem(encoded)).toUri();
	}

}
