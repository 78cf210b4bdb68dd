package io.github.jwtsecurity.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.github.jwtsecurity.LibraryContext;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.AccessTokenIssuer;
import io.github.jwtsecurity.token.AccessTokenParameters;
import io.github.jwtsecurity.token.SigningKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the published key set.
 */
class JwkSetTests {

	private static final String PATH = "/.well-known/jwks.json";

	@TempDir
	private static Path directory;

	private final WebApplicationContextRunner runner = LibraryContext.runnerWithServer();

	@Test
	void getThenPublicKeysForEverybody() throws Exception {
		ECKey current = new ECKeyGenerator(Curve.P_256).generate();
		RSAKey previous = SigningKeys.rsa(null, 2048);
		this.runner.withPropertyValues(signing(current))
			.withPropertyValues("jwt-security.signing.previous-key-locations=" + pem(previous))
			.run((context) -> {
				HttpResponse<String> response = fetch(context, PATH);
				assertThat(response.statusCode()).isEqualTo(200);
				assertThat(response.headers().firstValue("Content-Type")).hasValue("application/jwk-set+json");
				assertThat(response.headers().allValues("Cache-Control")).containsExactly("max-age=300, public");
				assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "pragma", "expires");
				JWKSet set = JWKSet.parse(response.body());
				assertThat(set.getKeys()).extracting(JWK::getKeyID)
					.containsExactly(thumbprint(current), thumbprint(previous));
				assertThat(set.getKeys()).noneMatch(JWK::isPrivate);
				assertThat(privateParts(current, previous))
					.allSatisfy((part) -> assertThat(response.body()).doesNotContain(part));
				assertThat(response.body()).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"",
						"\"k\"");
			});
	}

	@Test
	void getWhenKeysAreUnchangedThenNotModified() throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate())).run((context) -> {
			String tag = fetch(context, PATH).headers().firstValue("ETag").orElseThrow();
			assertThat(tag).matches("\"[0-9a-f]{64}\"");
			HttpResponse<String> again = fetch(context, PATH, "If-None-Match", tag);
			assertThat(again.statusCode()).isEqualTo(304);
			assertThat(again.body()).isEmpty();
			assertThat(again.headers().allValues("Cache-Control")).containsExactly("max-age=300, public");
			assertThat(fetch(context, PATH, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
		});
	}

	/**
	 * A bearer token that is not needed does no harm either.
	 */
	@Test
	void getWhenTokenIsBadThenKeysNevertheless() throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate())).run((context) -> {
			assertThat(fetch(context, PATH, "Authorization", "Bearer x.y.z").statusCode()).isEqualTo(200);
			Response head = new RawHttp(port(context)).send("HEAD", PATH);
			assertThat(head.status()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
	void sendWhenMethodIsAnotherThenUnauthorized(String method) throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate()))
			.run((context) -> assertThat(new RawHttp(port(context)).send(method, PATH).status()).isEqualTo(401));
	}

	@ParameterizedTest
	@ValueSource(strings = { PATH + "/", PATH + "/x", "/.well-known/", "/.well-known/jwks.json.bak", "/jwks.json" })
	void getWhenPathIsAnotherThenUnauthorized(String path) throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate()))
			.run((context) -> assertThat(fetch(context, path).statusCode()).isEqualTo(401));
	}

	@Test
	void getWhenPathIsConfiguredThenThere() throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate()))
			.withPropertyValues("jwt-security.signing.jwk-set-path=/keys", "server.servlet.context-path=/app")
			.run((context) -> {
				assertThat(fetch(context, "/app/keys").statusCode()).isEqualTo(200);
				assertThat(fetch(context, "/app" + PATH).statusCode()).isEqualTo(401);
			});
	}

	/**
	 * The chain of the key set is not one of the application, so the default chain stays.
	 */
	@Test
	void startWhenKeysAreOnlySecretsThenNoChain() {
		this.runner.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(JwkSetAutoConfiguration.CHAIN);
			assertThat(fetch(context, PATH).statusCode()).isEqualTo(401);
		});
	}

	@Test
	void getWhenApplicationHasChainsOfItsOwnThenKeysNevertheless() throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate()))
			.withUserConfiguration(DenyingChain.class)
			.run((context) -> {
				assertThat(fetch(context, PATH).statusCode()).isEqualTo(200);
				assertThat(fetch(context, "/other").statusCode()).isEqualTo(401);
			});
	}

	@Test
	void getWhenHttpsIsRequiredThenRefusedInPlainText() throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate()))
			.withPropertyValues("jwt-security.web.require-https=true")
			.run((context) -> {
				HttpResponse<String> response = fetch(context, PATH);
				assertThat(response.statusCode()).isEqualTo(403);
				assertThat(response.body()).contains("https_required").doesNotContain("kty");
			});
	}

	/**
	 * A service that knows only the address of the key set accepts the tokens: another
	 * instance of this library, and one with Spring Security alone.
	 */
	@Test
	void decodeWhenServiceHasOnlyTheKeySetThenAcceptsTheTokens() throws Exception {
		this.runner.withPropertyValues(signing(new ECKeyGenerator(Curve.P_256).generate())).run((context) -> {
			String token = context.getBean(AccessTokenIssuer.class)
				.issue(AccessTokenParameters.of("alice", "alice@example.com", Duration.ofMinutes(5)))
				.getTokenValue();
			String uri = "http://127.0.0.1:" + port(context) + PATH;
			this.runner.withPropertyValues("jwt-security.jwk-set-uri=" + uri)
				.run((other) -> assertThat(other.getBean(JwtDecoder.class).decode(token).getSubject())
					.isEqualTo("alice"));
			assertThat(NimbusJwtDecoder.withJwkSetUri(uri)
				.jwsAlgorithm(SignatureAlgorithm.ES256)
				.build()
				.decode(token)
				.getClaimAsString("user_id")).isEqualTo("alice");
		});
	}

	private static String[] signing(JWK key) {
		return new String[] { "jwt-security.signing.key-location=" + pem(key) };
	}

	private static String pem(JWK key) {
		try {
			byte[] encoded = (key instanceof RSAKey rsa) ? rsa.toPrivateKey().getEncoded()
					: key.toECKey().toPrivateKey().getEncoded();
			Path file = Files.createTempFile(directory, "key", ".pem");
			Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
					+ "\n-----END PRIVATE KEY-----\n");
			return file.toUri().toString();
		}
		catch (IOException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<String> privateParts(ECKey ec, RSAKey rsa) {
		return List.of(ec.getD().toString(), rsa.getPrivateExponent().toString(), rsa.getFirstPrimeFactor().toString(),
				rsa.getSecondPrimeFactor().toString());
	}

	private static String thumbprint(JWK key) {
		try {
			return key.computeThumbprint().toString();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static HttpResponse<String> fetch(ApplicationContext context, String path, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(context) + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	private static int port(ApplicationContext context) {
		ApplicationContext source = ((AssertableWebApplicationContext) context).getSourceApplicationContext();
		return ((WebServerApplicationContext) source).getWebServer().getPort();
	}

	/**
	 * An application with a chain that lets nobody in.
	 */
	@Configuration(proxyBeanMethods = false)
	static class DenyingChain {

		@Bean
		SecurityFilterChain denying(HttpSecurity http) {
			return http.with(JwtSecurityConfigurer.jwtSecurity())
				.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll())
				.build();
		}

	}

}
