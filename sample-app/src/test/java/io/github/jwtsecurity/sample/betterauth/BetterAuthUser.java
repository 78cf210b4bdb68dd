package io.github.jwtsecurity.sample.betterauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user who has signed up with Better Auth, as a browser with the cookies of the
 * session.
 */
final class BetterAuthUser {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final URI server;

	private final CookieManager cookies = new CookieManager();

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final String email = "user-" + UUID.randomUUID() + "@example.com";

	private final JsonNode signup;

	private BetterAuthUser(URI server) {
		this.server = server;
		this.signup = post("/api/auth/sign-up/email",
				"{\"email\":\"%s\",\"password\":\"Correct-Horse-7\",\"name\":\"A User\"}".formatted(this.email));
	}

	static BetterAuthUser signUp(BetterAuthServer server) {
		return new BetterAuthUser(server.uri());
	}

	String id() {
		return this.signup.get("user").get("id").stringValue();
	}

	String email() {
		return this.email;
	}

	/** Returns the JWT for services. */
	String token() {
		return get("/api/auth/token").get("token").stringValue();
	}

	/** Returns the opaque token of the session. */
	String sessionToken() {
		return this.signup.get("token").stringValue();
	}

	/** Returns the JWT that caches the session, from its cookie. */
	String sessionCookieToken() {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().endsWith("better-auth.session_data"))
			.map(HttpCookie::getValue)
			.map((value) -> URLDecoder.decode(value, StandardCharsets.UTF_8))
			.findFirst()
			.orElseThrow();
	}

	/** Returns the token of the link in the verification mail. */
	String verificationToken() {
		return get("/test/verification-token?email=" + this.email).get("token").stringValue();
	}

	/** Returns a token that the application with Better Auth signs itself. */
	String applicationToken() {
		return post("/test/hs256", "{}").get("token").stringValue();
	}

	/**
	 * Returns a token with these claims, signed by the application with the key of Better
	 * Auth.
	 */
	String signed(Map<String, Object> claims) {
		String payload = URLEncoder.encode(MAPPER.writeValueAsString(claims), StandardCharsets.UTF_8);
		return post("/test/sign-jwt?payload=" + payload, "{}").get("token").stringValue();
	}

	/** Expires the signing key, so that the next token is signed with a new one. */
	void rotateKey() {
		post("/test/rotate", "{}");
	}

	private JsonNode get(String path) {
		return send(HttpRequest.newBuilder(this.server.resolve(path)));
	}

	private JsonNode post(String path, String body) {
		return send(HttpRequest.newBuilder(this.server.resolve(path))
			.header("Content-Type", "application/json")
			.header("Origin", this.server.toString())
			.POST(BodyPublishers.ofString(body)));
	}

	private JsonNode send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new IllegalStateException(response + ": " + response.body());
			}
			return MAPPER.readTree(response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
