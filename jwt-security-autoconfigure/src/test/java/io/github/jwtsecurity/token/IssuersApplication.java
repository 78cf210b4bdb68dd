package io.github.jwtsecurity.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.endpoint.AccountApplication;
import io.github.jwtsecurity.endpoint.AllAutoConfigurations;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.ownership.CurrentUserId;

import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application with accounts and a secret, and with further issuers of each kind:
 * {@code shop} and {@code twin} with key sets of one Ed25519 key each, {@code partner}
 * with an RSA key in a file, and {@code legacy} with a secret.
 */
final class IssuersApplication implements AutoCloseable {

	/** The issuers, beginning with the home issuer. */
	static final List<String> NAMES = List.of("home", "shop", "twin", "partner", "legacy");

	/** The key id that both key sets have. */
	static final String KID = "key-1";

	final IssuerServer shop = new IssuerServer();

	final IssuerServer twin = new IssuerServer();

	private final Map<String, JWK> keys = Map.of("home", SigningKeys.secret(), "shop", SigningKeys.ed25519(KID), "twin",
			SigningKeys.ed25519(KID), "partner", SigningKeys.rsa("partner-key", 2048), "legacy",
			new OctetSequenceKey.Builder(("legacy-" + TestTokens.SECRET).getBytes()).build());

	private final AccountApplication.Running running;

	private IssuersApplication(Class<?>[] more, String... properties) {
		this.shop.keys(this.keys.get("shop").toPublicJWK());
		this.twin.keys(this.keys.get("twin").toPublicJWK());
		Stream<String> all = Stream
			.of("issuers.shop.issuer=https://shop.example", "issuers.shop.jwk-set-uri=" + this.shop.uri(),
					"issuers.shop.user-id-claim=sub", "issuers.shop.user-id-prefix=shop:",
					"issuers.shop.audiences=tasks", "issuers.twin.issuer=https://twin.example",
					"issuers.twin.jwk-set-uri=" + this.twin.uri(), "issuers.twin.user-id-prefix=twin:",
					"issuers.partner.issuer=partner",
					"issuers.partner.public-key-location=" + pem(this.keys.get("partner").toRSAKey()),
					"issuers.partner.user-id-prefix=partner:", "issuers.partner.authorities-claim=scope",
					"issuers.partner.authority-prefix=PARTNER_", "issuers.legacy.issuer=legacy",
					"issuers.legacy.secret=legacy-" + TestTokens.SECRET, "issuers.legacy.user-id-prefix=legacy-",
					"cookie.enabled=true", "sessions.sliding.enabled=true", "sessions.sliding.threshold=25h",
					"ownership.bypass-authorities=SCOPE_admin", "web.actuator-authorities=SCOPE_actuator")
			.map("jwt-security."::concat);
		this.running = AccountApplication.start(TestDatabase.h2(), more,
				Stream
					.of(all, Stream.of("management.endpoints.web.exposure.include=*",
							"management.endpoint.health.show-details=always"), Stream.of(properties))
					.flatMap((some) -> some)
					.toArray(String[]::new));
	}

	static IssuersApplication start(String... properties) {
		return new IssuersApplication(new Class<?>[] { Routes.class }, properties);
	}

	/**
	 * Starts the application with Actuator.
	 */
	static IssuersApplication startWithActuator(String... properties) {
		return new IssuersApplication(new Class<?>[] { Routes.class, AllAutoConfigurations.class }, properties);
	}

	private static String pem(RSAKey key) {
		try {
			Path file = Files.createTempFile("partner", ".pem");
			file.toFile().deleteOnExit();
			return Files.writeString(file, SigningKeys.pem(key.toPublicKey().getEncoded())).toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	JWK key(String name) {
		return this.keys.get(name);
	}

	static String algorithm(JWK key) {
		return (key instanceof OctetSequenceKey) ? "HS256" : (key instanceof OctetKeyPair) ? "EdDSA" : "RS256";
	}

	/**
	 * Returns the value of {@code iss} in the tokens of an issuer, {@code null} for the
	 * home issuer.
	 */
	static String issuer(String name) {
		return switch (name) {
			case "home" -> null;
			case "shop", "twin" -> "https://" + name + ".example";
			default -> name;
		};
	}

	/**
	 * Returns the id that a user of an issuer has in this application.
	 */
	static String userId(String name, String user) {
		return switch (name) {
			case "home" -> user;
			case "legacy" -> "legacy-" + user;
			default -> name + ":" + user;
		};
	}

	/**
	 * Returns the claims of a valid token.
	 */
	static Map<String, Object> claims(String name, Object user) {
		Map<String, Object> claims = TestTokens.claims(user);
		if (name.equals("shop")) {
			claims.put("sub", claims.remove("user_id"));
			claims.put("aud", "tasks");
		}
		if (issuer(name) != null) {
			claims.put("iss", issuer(name));
		}
		return claims;
	}

	String token(String name, Object user) {
		return sign(name, claims(name, user));
	}

	/**
	 * Returns a token of an issuer with one claim changed, {@code null} to remove it.
	 */
	String token(String name, String claim, Object value) {
		Map<String, Object> claims = claims(name, "alice");
		claims.put(claim, value);
		if (value == null) {
			claims.remove(claim);
		}
		return sign(name, claims);
	}

	/**
	 * Signs claims with the key of an issuer.
	 */
	String sign(String name, Map<String, Object> claims) {
		JWK key = key(name);
		return SigningKeys.token(key, algorithm(key), key.getKeyID(), claims);
	}

	JsonHttp http() {
		return this.running.http();
	}

	Answer get(String path, String token) {
		return http().get(path, "Authorization", "Bearer " + token);
	}

	/**
	 * Requests a path of the user, and asserts that the token is refused.
	 * @return the reason in the only event
	 */
	String refusal(String token) {
		int before = events().size();
		get("/who", token).refused(401, "token_invalid");
		List<JwtSecurityEvent> events = List.copyOf(events());
		if (events.size() != before + 1) {
			throw new AssertionError("not one event: " + events.subList(before, events.size()));
		}
		return ((JwtSecurityEvent.TokenRefused) events.get(before)).reason();
	}

	List<JwtSecurityEvent> events() {
		return this.running.events();
	}

	<T> T bean(Class<T> type) {
		return this.running.context().getBean(type);
	}

	/**
	 * Creates an account, whose tokens are in the response and not in cookies.
	 */
	Answer signUp() {
		return http().post("/api/auth/signup",
				Map.of("email", UUID.randomUUID() + "@example.com", "password", "Correct-horse-1", "delivery", "body"));
	}

	@Override
	public void close() {
		this.running.close();
		this.shop.close();
		this.twin.close();
	}

	@Configuration(proxyBeanMethods = false)
	@RestController
	static class Routes {

		@GetMapping("/who")
		Map<String, Object> who(@CurrentUserId String userId, Authentication authentication) {
			Map<String, Object> who = new LinkedHashMap<>();
			who.put("userId", userId);
			who.put("name", authentication.getName());
			who.put("authorities",
					authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList());
			return who;
		}

		@PostMapping("/who")
		String change(@CurrentUserId String userId) {
			return userId;
		}

	}

}
