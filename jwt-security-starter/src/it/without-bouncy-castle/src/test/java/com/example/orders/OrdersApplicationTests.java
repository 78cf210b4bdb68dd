package com.example.orders;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for Ed25519 with the JDK only.
 */
class OrdersApplicationTests {

	@TempDir
	private Path directory;

	@Test
	void ed25519IsVerifiedByTheJdkWhereBouncyCastleIsExcluded() throws Exception {
		assertThat(ClassUtils.isPresent("org.bouncycastle.math.ec.rfc8032.Ed25519", null)).isFalse();
		KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		Path pem = Files.writeString(this.directory.resolve("issuer.pem"), "-----BEGIN PUBLIC KEY-----\n"
				+ Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(OrdersApplication.class)
			.web(WebApplicationType.NONE)
			.run("--jwt-security.public-key-location=" + pem.toUri())) {
			JwtDecoder decoder = context.getBean(JwtDecoder.class);
			String token = token(keys);
			assertThat(decoder.decode(token).getClaimAsString("user_id")).isEqualTo("alice");
			String forged = token(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
			assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(forged));
			String padded = token + "AAAA";
			assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(padded));
		}
	}

	private static String token(KeyPair keys) throws Exception {
		long now = Instant.now().getEpochSecond();
		String input = encode("{\"alg\":\"EdDSA\"}".getBytes(StandardCharsets.UTF_8)) + "."
				+ encode("{\"user_id\":\"alice\",\"email\":\"a@example.com\",\"iat\":%d,\"exp\":%d}".formatted(now, now + 60)
					.getBytes(StandardCharsets.UTF_8));
		Signature signature = Signature.getInstance("Ed25519");
		signature.initSign(keys.getPrivate());
		signature.update(input.getBytes(StandardCharsets.US_ASCII));
		return input + "." + encode(signature.sign());
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
