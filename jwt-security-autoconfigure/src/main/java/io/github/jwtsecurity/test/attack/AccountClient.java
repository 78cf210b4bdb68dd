package io.github.jwtsecurity.test.attack;

import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the endpoints for accounts.
 */
final class AccountClient {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final Service service;

	private final String basePath;

	/**
	 * Creates a client.
	 * @param service the application
	 * @param basePath the base path of the endpoints
	 */
	AccountClient(Service service, String basePath) {
		this.service = service;
		this.basePath = basePath;
	}

	/**
	 * Returns whether the application has the endpoints.
	 */
	boolean exists() {
		AttackResponse response = refresh("x");
		return response.status() == 401 && "invalid_refresh_token".equals(json(response).path("code").asString(""));
	}

	String basePath() {
		return this.basePath;
	}

	AttackResponse signUp(Credentials credentials) {
		return post("/signup", credentials.json("body"));
	}

	/**
	 * Logs in and requests the tokens in the body.
	 */
	Session logIn(Credentials credentials) {
		AttackResponse response = post("/login", credentials.json("body"));
		if (!response.isSuccessful()) {
			throw new AssertionError("The login of the account for attacks got " + response.status());
		}
		return Session.of(json(response));
	}

	/**
	 * Logs in and requests the tokens in cookies.
	 */
	AttackResponse logInWithCookies(Credentials credentials) {
		return post("/login", credentials.json("cookie"));
	}

	AttackResponse refresh(String refreshToken) {
		return post("/refresh", MAPPER.writeValueAsString(Map.of("refresh_token", refreshToken)));
	}

	/**
	 * Exchanges a refresh token that is valid.
	 */
	Session refreshed(String refreshToken) {
		AttackResponse response = refresh(refreshToken);
		if (!response.isSuccessful()) {
			throw new AssertionError("The exchange of a valid refresh token got " + response.status());
		}
		return Session.of(json(response));
	}

	AttackResponse logOut(String accessToken) {
		return send(request("POST", "/logout").bearer(accessToken));
	}

	AttackResponse me(String accessToken) {
		return send(request("GET", "/me").bearer(accessToken));
	}

	AttackRequest request(String method, String path) {
		return AttackRequest.of(method, this.basePath + path);
	}

	AttackResponse send(AttackRequest request) {
		return this.service.send(request);
	}

	private AttackResponse post(String path, String json) {
		return send(request("POST", path).body("application/json", json));
	}

	/**
	 * Returns the refresh token in a response, empty for none.
	 */
	static String refreshToken(AttackResponse response) {
		return json(response).path("refresh_token").asString("");
	}

	private static JsonNode json(AttackResponse response) {
		try {
			return MAPPER.readTree(response.body());
		}
		catch (JacksonException ex) {
			return MAPPER.createObjectNode();
		}
	}

	/**
	 * The credentials of an account.
	 *
	 * @param email the email address
	 * @param password the password
	 */
	record Credentials(String email, String password) {

		private String json(String delivery) {
			return MAPPER
				.writeValueAsString(Map.of("email", this.email, "password", this.password, "delivery", delivery));
		}

		/**
		 * Returns a text without the password.
		 */
		@Override
		public String toString() {
			return this.email;
		}

	}

	/**
	 * The tokens of a session.
	 *
	 * @param accessToken the access token
	 * @param refreshToken the refresh token
	 */
	record Session(String accessToken, String refreshToken) {

		private static Session of(JsonNode json) {
			return new Session(json.path("access_token").asString(""), json.path("refresh_token").asString(""));
		}

		/**
		 * Returns a text without the tokens.
		 */
		@Override
		public String toString() {
			return "Session[...]";
		}

	}

}
