package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.token.SigningKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages of {@code docs/issuers}.
 */
class IssuerDocumentationTests {

	private static final String OPAQUE = "v1.MjQ1NjE0NzctYzRhZi00ZGY0";

	private static final String ENCRYPTED = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a2V5.Y2lwaGVydGV4dA.dGFn";

	private static final Map<String, String> OF_ID_TOKENS = Map.of("nonce", "n-0S6_WzA2Mj", "at_hash",
			"UbB146Lw2fEcOkrltOo3uQ");

	/**
	 * Returns a token that is signed with a secret of the issuer.
	 */
	private static String hmac(String algorithm, Map<String, ?> claims) {
		JsonMapper mapper = new JsonMapper();
		String input = TestTokens.encode(mapper.writeValueAsString(Map.of("alg", algorithm, "typ", "JWT"))) + "."
				+ TestTokens.encode(mapper.writeValueAsString(IssuerPageTests.present(claims)));
		return TestTokens.signRaw(input, algorithm.replace("HS", "HmacSHA"), IssuerPageTests.SECRET);
	}

	@Test
	void everyPageIsTested() throws IOException {
		try (Stream<Path> pages = Files.list(Page.ROOT.resolve("docs/issuers"))) {
			assertThat(pages.filter((page) -> !page.endsWith("README.md")))
				.hasSize((int) Stream.of(IssuerDocumentationTests.class.getDeclaredClasses())
					.filter(IssuerPageTests.class::isAssignableFrom)
					.count());
		}
	}

	@Nested
	class BetterAuth extends IssuerPageTests {

		BetterAuth() {
			super("better-auth.md", "https://auth.example", SigningKeys.ed25519("q3TzVnUe0bS9kXo2"), NoteRoutes.class);
		}

		@Override
		String keySetPath() {
			return "/api/auth/jwks";
		}

		@Override
		Map<String, String> otherTokens() {
			return Map.of("the token of the session, from the cookie session_token", "s2VtZXN0ZXI.Zm9yIHRoZSBjb29raWU",
					"the cached session, from the cookie session_data",
					hmac("HS256", with(claims(), Map.of("sub", "-", "session", Map.of("id", "1")))),
					"the token of a verification mail",
					hmac("HS256",
							Map.of("email", "alice@example.com", "iat", claims().get("iat"), "exp",
									claims().get("exp"))),
					"a token of the other kind", hmac("HS256", claims()),
					"a token of another server, or better-auth.url is not the baseURL",
					sign(Map.of(), Map.of("iss", "https://other.example")),
					"a token of signJWT or definePayload without iat or email", sign(Map.of(), Map.of("iat", "-")));
		}

		@Test
		void bothKindsAreAcceptedDuringTheMove() {
			Map<String, Object> claims = with(claims(), Map.of("user_id", claims().get("sub"), "iss", "-", "aud", "-"));
			try (NoteServer moving = start(4)) {
				assertAccepted(moving, accessToken(), claims());
				assertAccepted(moving, hmac("HS256", claims), claims());
			}
		}

	}

	@Nested
	class Supabase extends IssuerPageTests {

		Supabase() {
			super("supabase.md", "https://abcdefghijklmnopqrst.supabase.co",
					SigningKeys.ec("0d6a9a5f-3a4b-4b59-9d63-6ef2f5e4a2c1", Curve.P_256), SupabaseTokens.class);
		}

		@Override
		String keySetPath() {
			return "/auth/v1/.well-known/jwks.json";
		}

		@Override
		Map<String, String> otherTokens() {
			return Map.of("a token that is signed with the legacy secret", hmac("HS256", claims()),
					"the anon key or the service_role key", hmac("HS256", apiKey()), "a publishable or secret API key",
					"sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH", "an access token of another application",
					sign(Map.of(), Map.of("client_id", "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d")), "an ID token",
					sign(Map.of(), idToken()), "a token of an anonymous user",
					sign(Map.of(), Map.of("email", "", "is_anonymous", true)), "a refresh token", "v4r2mxkq7h3p");
		}

		private Map<String, Object> idToken() {
			return Map.of("aud", "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d", "client_id",
					"9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d", "auth_time", claims().get("iat"), "role", "-", "session_id",
					"-");
		}

		private Map<String, Object> apiKey() {
			return Map.of("iss", "supabase", "ref", "abcdefghijklmnopqrst", "role", "service_role", "iat",
					claims().get("iat"), "exp", claims().get("exp"));
		}

		@Test
		void bothKindsAreAcceptedDuringTheMove() {
			try (NoteServer moving = start(1)) {
				assertAccepted(moving, accessToken(), claims());
				assertAccepted(moving, hmac("HS256", claims()), claims());
				assertThat(refusal(moving, hmac("HS256", apiKey()))).isEqualTo("The token's issuer is not accepted.");
			}
		}

		@Test
		void idTokenWithNonceIsRefusedAsSuch() {
			assertThat(refusal(server(), sign(Map.of(), with(idToken(), Map.of("nonce", "n")))))
				.isEqualTo("The token is an ID token.");
		}

	}

	@Nested
	class Auth0 extends IssuerPageTests {

		Auth0() {
			super("auth0.md", "https://example.eu.auth0.com", SigningKeys.rsa("NkFCNEE1NDFDNTQ5RTQ5OTE1NzRC", 2048),
					NoteRoutes.class);
		}

		@Override
		Map<String, String> otherTokens() {
			Map<String, Object> idToken = Map.of("aud", "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja", "sid", "s1", "email",
					"alice@example.com", "scope", "-", "azp", "-");
			return Map.of("an ID token", sign(Map.of(), with(idToken, Map.of("nonce", "n-0S6_WzA2Mj"))),
					"an ID token without nonce", sign(Map.of(), idToken), "an access token for another API",
					sign(Map.of(), Map.of("aud", origin() + "/api/v2/")),
					"an access token from a login without audience", ENCRYPTED, "a refresh token", OPAQUE);
		}

		@Test
		void tokenOfTheOtherProfileIsAccepted() {
			assertAccepted(server(),
					sign(Map.of("typ", "at+jwt"), Map.of("azp", "-", "client_id", "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
							"jti", "73WakrfVbNJBaAmhQtEeDv", "aud", "https://tasks.example")),
					claims());
		}

		@Test
		void machineReachesItsOwnPathOnly() {
			Map<String, Object> machine = Map.of("sub", "awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients", "gty",
					"client-credentials");
			assertAccepted(server(), sign(Map.of(), machine), with(claims(), machine));
		}

		@Test
		void issuerWithoutSlashHasNoKeys() {
			try (NoteServer service = start(0, "jwt-security.issuer-uri=" + origin())) {
				service.json().get("/me", "Authorization", "Bearer " + accessToken()).refused(503, "keys_unavailable");
			}
		}

	}

	@Nested
	class Keycloak extends IssuerPageTests {

		Keycloak() {
			super("keycloak.md", "https://sso.example",
					SigningKeys.rsa("KAa6_SOruKWTZN1zSQgX_VHuwlN7FQEoIlBigATjRr0", 2048), KeycloakTokens.class);
		}

		@Override
		Map<String, String> otherTokens() {
			Map<String, String> idToken = Map.of("typ", "ID", "aud", "tasks", "azp", "tasks", "scope", "-",
					"realm_access", "-");
			Map<String, Object> refreshToken = with(claims(),
					Map.of("typ", "Refresh", "aud", origin() + "/realms/example", "email", "-", "realm_access", "-"));
			return Map.of("an ID token", sign(Map.of(), with(idToken, OF_ID_TOKENS)),
					"an ID token of a client named tasks, without nonce and at_hash", sign(Map.of(), idToken),
					"an access token with nonce", sign(Map.of(), Map.of("nonce", "n-0S6_WzA2Mj")),
					"an access token without the mapper", sign(Map.of(), Map.of("aud", "account")),
					"an access token that is bound with DPoP",
					sign(Map.of(), Map.of("typ", "DPoP", "cnf", Map.of("jkt", "0ZcOCORZNYy"))), "a refresh token",
					hmac("HS512", refreshToken), "a logout token",
					sign(Map.of("typ", "logout+jwt"),
							Map.of("typ", "Logout", "aud", "web", "events",
									Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()), "email",
									"-", "scope", "-")));
		}

		@Test
		void accessTokenWithItsOwnTypeIsAccepted() {
			assertAccepted(server(), sign(Map.of("typ", "at+jwt"), Map.of()), claims());
		}

		@Test
		void logoutTokenOfOlderVersionsIsForAClient() {
			assertThat(refusal(server(), sign(Map.of(), Map.of("typ", "Logout", "aud", "web"))))
				.isEqualTo("The token's audience is not accepted.");
		}

	}

	@Nested
	class EntraId extends IssuerPageTests {

		EntraId() {
			super("entra-id.md", "https://login.microsoftonline.com",
					SigningKeys.rsa("H9nj5AOSswMphg1SFx7jaV-lB9w", 2048), NoteRoutes.class);
		}

		@Override
		Map<String, String> otherTokens() {
			Map<String, String> idToken = Map.of("scp", "-", "azp", "-", "azpacr", "-");
			return Map.of("an ID token", sign(Map.of(), with(idToken, Map.of("nonce", "678910"))),
					"an ID token without nonce", sign(Map.of(), idToken), "a token of an application without a user",
					sign(Map.of(),
							Map.of("scp", "-", "roles", List.of("Reader"), "azpacr", "1", "name", "-",
									"preferred_username", "-")),
					"an access token of version 1.0", sign(Map.of("x5t", header().get("kid")), versionOne()),
					"an access token for Microsoft Graph", graphToken(), "a refresh token",
					"1.AXEA8aB7fHOrF0qP.AgABAwEAAABVrSpeuWamRam2jAF1XRQE");
		}

		private Map<String, Object> versionOne() {
			return Map.of("iss", "https://sts.windows.net/4b1fa0f3-862b-4951-a3a8-df1c72935c79/", "aud",
					"api://8ebbea06-f01e-4f94-8254-32da2e94c240", "appid", "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
					"azp", "-", "azpacr", "-", "ver", "1.0");
		}

		/**
		 * Returns a token whose header is not the one that was signed.
		 */
		private String graphToken() {
			String token = sign(Map.of("nonce", "hashed"), Map.of("aud", "00000003-0000-0000-c000-000000000000"));
			String header = new JsonMapper().writeValueAsString(with(header(), Map.of("nonce", "plain")));
			return TestTokens.encode(header) + token.substring(token.indexOf('.'));
		}

		@Test
		void tokenOfVersionOneIsAcceptedWithItsProperties() {
			try (NoteServer service = start(1)) {
				assertAccepted(service, sign(Map.of("x5t", header().get("kid")), versionOne()), claims());
				assertThat(refusal(service, accessToken())).isEqualTo("The token's issuer is not accepted.");
			}
		}

		@Test
		void metadataOfAllTenantsIsOfNoIssuer() {
			publishMetadata("/common/v2.0", origin() + "/{tenantid}/v2.0");
			try (NoteServer service = start(0, "jwt-security.issuer-uri=" + origin() + "/common/v2.0")) {
				service.json().get("/me", "Authorization", "Bearer " + accessToken()).refused(503, "keys_unavailable");
			}
		}

		@Test
		void validatorOfOneIssuerAcceptsTheTokensOfOthers() {
			try (NoteServer service = startWithSeveralIssuers(CompanyTokens.class)) {
				String path = "/api/company:" + claims().get("oid") + "/notes";
				assertThat(service.get(path, accessToken()).status()).isEqualTo(200);
				assertThat(service.get("/api/" + claims().get("oid") + "/notes", accessToken()).status())
					.isEqualTo(403);
				assertThat(service.get(path, sign(Map.of(), Map.of("azp", "another-client"))).body())
					.contains("The token is refused by this service.");
				assertThat(service.get("/api/alice/notes", hmac("HS256", TestTokens.claims("alice"))).status())
					.isEqualTo(200);
			}
		}

	}

	@Nested
	class Cognito extends IssuerPageTests {

		Cognito() {
			super("cognito.md", "https://cognito-idp.eu-central-1.amazonaws.com", SigningKeys.rsa("1234example=", 2048),
					CognitoTokens.class);
		}

		@Override
		Map<String, String> otherTokens() {
			Map<String, Object> idToken = Map.of("token_use", "id", "aud", "617jkna9pqeg8rmgtg9uv4e6j4",
					"cognito:username", "alice", "email", "alice@example.com", "client_id", "-", "username", "-",
					"scope", "-");
			return Map.of("an ID token", sign(Map.of(), with(idToken, OF_ID_TOKENS)),
					"an ID token without nonce and at_hash", sign(Map.of(), idToken),
					"an ID token with a claim username", sign(Map.of(), with(idToken, Map.of("username", "alice"))),
					"an access token of another app client",
					sign(Map.of(), Map.of("client_id", "6e0jbdnger7nmoktaaflarue1l")), "an access token without a user",
					sign(Map.of(), Map.of("sub", "617jkna9pqeg8rmgtg9uv4e6j4", "username", "-")),
					"a token of an identity pool", sign(Map.of("alg", "RS512", "typ", "JWS", "kid", "eu-central-15"),
							Map.of("iss", "https://cognito-identity.amazonaws.com")),
					"a refresh token", ENCRYPTED);
		}

	}

	@Nested
	class Firebase extends IssuerPageTests {

		private static final RSAKey OTHER_KEY = SigningKeys.otherRsa();

		Firebase() {
			super("firebase.md", "https://securetoken.google.com", SigningKeys.rsa("a1b2c3d4e5f6a7b8c9d0", 2048),
					NoteRoutes.class);
		}

		@Override
		Map<String, String> otherTokens() {
			return Map.of("a token of another project",
					sign(Map.of(), Map.of("iss", origin() + "/other-project", "aud", "other-project")),
					"a token of an anonymous user",
					sign(Map.of(),
							Map.of("email", "-", "email_verified", "-", "provider_id", "anonymous", "firebase",
									Map.of("identities", Map.of(), "sign_in_provider", "anonymous"))),
					"a token for a blocking function",
					sign(Map.of(), Map.of("aud", "https://us-central1-my-project.cloudfunctions.net/beforeSignIn")),
					"a session cookie", withOtherKey(Map.of("iss", "https://session.firebase.google.com/my-project")),
					"a custom token",
					withOtherKey(Map.of("iss", "admin@my-project.iam.gserviceaccount.com", "sub",
							"admin@my-project.iam.gserviceaccount.com", "aud",
							"https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit",
							"uid", "Xy7kLm9nOpQrStUvWxYz0123456a")),
					"an App Check token",
					withOtherKey(Map.of("iss", "https://firebaseappcheck.googleapis.com/123456789012", "aud",
							List.of("projects/123456789012", "projects/my-project"), "sub",
							"1:123456789012:web:abcdef0123456789")),
					"a refresh token", "AMf-vBxqC7hX2kLm9nOpQrStUvWxYz0123456");
		}

		private String withOtherKey(Map<String, ?> claims) {
			return SigningKeys.token(OTHER_KEY, with(header(), Map.of("kid", "other")), with(claims(), claims));
		}

	}

	@Nested
	class Clerk extends IssuerPageTests {

		Clerk() {
			super("clerk.md", "https://clerk.example.com", SigningKeys.rsa("ins_3DGC6RbgQaOglagDsLk6LCFM35J", 2048),
					ClerkTokens.class);
		}

		@Override
		Map<String, String> otherTokens() {
			Map<String, String> noSession = Map.of("sid", "-", "sts", "-", "fva", "-", "v", "-");
			return Map.of("a session token of another front end",
					sign(Map.of(), Map.of("azp", "https://other.example.com")), "a session token without azp",
					sign(Map.of(), Map.of("azp", "-")), "a session token of a pending session",
					sign(Map.of(), Map.of("sts", "pending")), "a token of a JWT template",
					sign(Map.of("cat", "cl_B7d4PD222AAA"), noSession), "an OAuth access token",
					sign(Map.of("typ", "at+jwt", "cat", "-"),
							with(Map.copyOf(noSession),
									Map.of("azp", "-", "client_id", "client_2VTWUzvGC5UhdJ", "scope", "profile", "jti",
											"oat_2xKa9Bgv7NxMRDFyQw8LpZ3cTmU1vHjE"))),
					"a machine token",
					sign(Map.of("cat", "cl_B7d4PD333AAA"),
							with(Map.copyOf(noSession),
									Map.of("azp", "-", "sub", "mch_2vYVtestTESTtestTESTtestTESTtest", "scopes",
											List.of("mch_1xxxxx")))),
					"an API key", "ak_LCWGdaM8mv8K4PC_57IICZQXAeWfCgF30DZaFXHoGn9");
		}

		@Test
		void tokenOfTheFirstVersionIsAccepted() {
			assertAccepted(server(), sign(Map.of(), Map.of("sts", "-", "v", "-", "jti", "-")), claims());
		}

	}

	@Nested
	class SpringAuthorizationServer extends IssuerPageTests {

		private final AuthorizationServer authorizationServer = new AuthorizationServer();

		private final JsonNode tokens = this.authorizationServer.logIn(Map.of());

		SpringAuthorizationServer() {
			super("spring-authorization-server.md", "https://auth.example", SigningKeys.ed25519("unused"),
					NoteRoutes.class);
		}

		@Override
		String origin() {
			return this.authorizationServer.origin();
		}

		@Override
		String accessToken() {
			return this.tokens.path("access_token").asString();
		}

		@Override
		Map<String, String> otherTokens() {
			return Map.of("an ID token",
					this.authorizationServer.logIn(Map.of("nonce", "678910")).path("id_token").asString(),
					"an ID token without nonce", this.tokens.path("id_token").asString(),
					"an access token of a client without a user",
					this.authorizationServer.token(Map.of("grant_type", "client_credentials", "scope", "tasks"))
						.path("access_token")
						.asString(),
					"a refresh token", this.tokens.path("refresh_token").asString());
		}

		@Test
		void accessTokenHasTheDocumentedForm() {
			JsonNode claims = TestTokens.payload(accessToken());
			assertThat(TestTokens.header(accessToken()).propertyNames())
				.containsExactlyInAnyOrderElementsOf(header().keySet());
			assertThat(claims.propertyNames()).containsExactlyInAnyOrderElementsOf(claims().keySet());
			for (String name : List.of("iss", "sub", "aud", "user_id", "email")) {
				assertThat(claims.path(name).asString()).isEqualTo(claims().get(name));
			}
			assertThat(claims.path("scope").isArray()).isTrue();
		}

		@AfterAll
		void stopAuthorizationServer() {
			this.authorizationServer.close();
		}

	}

	@Nested
	class DjangoSimpleJwt extends IssuerPageTests {

		DjangoSimpleJwt() {
			super("django-simplejwt.md", "https://django.example",
					new OctetSequenceKey.Builder(SECRET.getBytes(StandardCharsets.UTF_8)).build(), NoteRoutes.class);
		}

		@Override
		Map<String, String> otherTokens() {
			return Map.of("a refresh token", sign(Map.of(), Map.of("token_type", "refresh")), "a sliding token",
					sign(Map.of(), Map.of("token_type", "sliding", "refresh_exp", claims().get("exp"))),
					"an access token of a version before 5.0", sign(Map.of(), Map.of("iat", "-")));
		}

		@Test
		void integerIsTheSameUser() {
			assertAccepted(server(), sign(Map.of(), Map.of("user_id", 17)), claims());
		}

		@Test
		void publicKeyReplacesTheSecret(@TempDir Path directory) throws IOException, JOSEException {
			RSAKey key = SigningKeys.rsa(null, 2048);
			Path file = Files.writeString(directory.resolve("django.pem"),
					SigningKeys.pem(key.toPublicKey().getEncoded()));
			Map<String, Object> header = with(header(), Map.of("alg", "RS256"));
			try (NoteServer service = start(1, "ISSUER_KEY_FILE=" + file.toUri())) {
				assertAccepted(service, SigningKeys.token(key, header, claims()), claims());
				assertThat(refusal(service,
						SigningKeys.token(key, header, with(claims(), Map.of("token_type", "refresh")))))
					.isEqualTo("The token is not an access token.");
				assertThat(refusal(service, accessToken())).isEqualTo("The token's algorithm is not accepted.");
			}
		}

	}

}
