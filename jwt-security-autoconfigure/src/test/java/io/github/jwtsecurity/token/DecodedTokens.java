package io.github.jwtsecurity.token;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
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

	abstract void createPeers() throws GeneralSecurityException;

	/**
	 * Returns the number of tokens, which is a multiple of the capacity of the cache
	 * unless signing them takes too long.
	 */
	private int size() {
		return algorithm().equals("HS256") ? 100_000 : 2_000;
	}

	@Setup
	public void start() throws Exception {
		JWK issuersKey = issuersKey(algorithm());
		this.context = new AnnotationConfigApplicationContext();
		TestPropertyValues
			.of((issuersKey != null) ? "jwt-security.public-key-location=" + pem(issuersKey)
					: "jwt-security.secret=" + TestTokens.SECRET)
			.applyTo(this.context);
		this.context.register(TokenAutoConfiguration.class);
		this.context.refresh();
		this.key = (issuersKey != null) ? issuersKey : SigningKeys.secret();
		this.decoder = bean(JwtDecoder.class);
		this.tokens = new String[size()];
		for (int i = 0; i < this.tokens.length; i++) {
			this.tokens[i] = SigningKeys.token(this.key, algorithm(), this.key.getKeyID(), claims());
		}
		createPeers();
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

	private static @Nullable JWK issuersKey(String algorithm) {
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
