package io.github.jwtsecurity.docs;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.PropertyMetadata;
import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.docs.OpenApi.Operation;
import io.github.jwtsecurity.docs.OpenApi.Part;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.mail.OneTimeTokenFactory;
import io.github.jwtsecurity.mail.TokenPurpose;
import io.github.jwtsecurity.session.SessionRepository;
import io.github.jwtsecurity.web.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests that compare {@code docs/openapi.yaml} with a running service.
 */
class OpenApiTests {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final OpenApi API = OpenApi.read("docs/openapi.yaml");

	private static final Operation SIGN_UP = API.operation("POST", "/signup");

	private static final Operation LOG_IN = API.operation("POST", "/login");

	private static final Operation REFRESH = API.operation("POST", "/refresh");

	private static final Operation LOG_OUT = API.operation("POST", "/logout");

	private static final Operation ME = API.operation("GET", "/me");

	private static final Operation PASSWORD = API.operation("POST", "/password");

	private static final Operation VERIFY = API.operation("POST", "/verify-email");

	private static final Operation RESEND = API.operation("POST", "/verify-email/resend");

	private static final Operation FORGOT = API.operation("POST", "/password/forgot");

	private static final Operation RESET = API.operation("POST", "/password/reset");

	private static final Operation CONFIRM = API.operation("POST", "/email/confirm");

	private static final Operation REVERT = API.operation("POST", "/email/revert");

	private static final Operation EMAIL = API.operation("POST", "/email");

	private static final Operation DELETE = API.operation("DELETE", "/me");

	private static final Operation END_SESSIONS = API.operation("DELETE", "/sessions");

	private static final Operation SESSIONS = API.operation("GET", "/sessions");

	private static final Operation END_SESSION = API.operation("DELETE", "/sessions/{id}");

	private static final Operation FIND_ACCOUNT = API.operation("GET", "/accounts");

	private static final String[] ORIGIN = { "Origin", "https://other.example" };

	private static NoteServer server;

	private static NoteServer serverWithoutStore;

	private static NoteServer serverWithoutKeys;

	private static NoteServer serverWithLimits;

	private static NoteServer serverWithVerification;

	private static Answer signedUp;

	private static String[] alice;

	/** The user whose account administrators manage. */
	private static Answer managed;

	private static String[] administrator;

	private static Answer signedUpWithLimits;

	/** The token of a user of the server with limits. */
	private static String[] bob;

	@BeforeAll
	static void start() {
		String origins = "jwt-security.web.cors.allowed-origins=https://app.example";
		String administration = "jwt-security.accounts.admin-authorities=SCOPE_admin";
		String console = "jwt-security.mail.console=true";
		String baseUrl = "jwt-security.mail.base-url=https://app.example";
		server = NoteServer.startWithAccounts(NoteRoutes.class, origins, administration, console, baseUrl,
				"jwt-security.audit.store=jdbc");
		serverWithoutStore = NoteServer.startWithAccounts(BrokenStore.class, origins, administration, console, baseUrl);
		JdbcClient.create(serverWithoutStore.bean(DataSource.class))
			.sql("DROP TABLE jwt_security_mail, jwt_security_one_time_token")
			.update();
		serverWithoutKeys = NoteServer.startWithAccounts(BrokenDecoder.class, origins, administration, console,
				baseUrl);
		serverWithVerification = NoteServer.startWithAccounts(NoteRoutes.class, console, baseUrl,
				"jwt-security.accounts.email-verification=required");
		serverWithLimits = NoteServer.start(NoteRoutes.class, origins, console, baseUrl,
				"jwt-security.accounts.enabled=true", "jwt-security.rate-limit.mail.per-address=1/1d",
				"jwt-security.rate-limit.login.per-account=1/1d", "jwt-security.rate-limit.signup.per-address=1/1d",
				"jwt-security.rate-limit.refresh.per-address=1/1d");
		signedUp = post(server, SIGN_UP, example(SIGN_UP));
		alice = signedUp.bearer();
		managed = newUser();
		administrator = newAdministrator();
		signedUpWithLimits = post(serverWithLimits, SIGN_UP, newCredentials());
		bob = signedUpWithLimits.bearer();
	}

	@AfterAll
	static void stop() {
		Stream.of(server, serverWithoutStore, serverWithoutKeys, serverWithLimits, serverWithVerification)
			.forEach(NoteServer::close);
	}

	@Test
	void operationsAreThoseOfTheService() {
		Set<String> mappings = new LinkedHashSet<>();
		server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
			.getHandlerMethods()
			.forEach((mapping, handler) -> {
				if (handler.getBeanType().getName().startsWith("io.github.jwtsecurity.endpoint.")) {
					mapping.getMethodsCondition()
						.getMethods()
						.forEach((method) -> mapping.getPatternValues()
							.forEach((path) -> mappings.add(method + " " + path)));
				}
			});
		assertThat(API.operations()).extracting((operation) -> operation.method() + " " + operation.target())
			.containsExactlyInAnyOrderElementsOf(mappings);
	}

	@Test
	void basePathIsTheDefaultOne() {
		assertThat(PropertyMetadata.read()).filteredOn("name", "jwt-security.accounts.base-path")
			.extracting(PropertyMetadata::defaultValue)
			.containsExactly(API.basePath());
	}

	@Test
	void everyAnswerIsAskedFor() {
		Set<String> described = new LinkedHashSet<>();
		for (Operation operation : API.operations()) {
			operation.part().get("responses").names().forEach((status) -> {
				Part response = operation.response(Integer.parseInt(status));
				List<String> codes = codes(response);
				(codes.isEmpty() ? List.of("") : codes)
					.forEach((code) -> described.add(operation + " " + status + " " + code));
			});
		}
		assertThat(answerIsAsDescribed().map(Exchange::toString)).containsOnlyOnceElementsOf(described)
			.containsExactlyInAnyOrderElementsOf(described);
	}

	@ParameterizedTest
	@MethodSource
	void answerIsAsDescribed(Exchange exchange) {
		Received received = exchange.send().get();
		assertThat(received.status()).as(received.body()).isEqualTo(exchange.status());
		Part response = exchange.operation().response(exchange.status());
		for (String name : List.of("WWW-Authenticate", "Retry-After", "Location")) {
			assertThat(received.header(name).isEmpty()).as(name).isEqualTo(!response.get("headers").get(name).exists());
		}
		response.get("headers")
			.names()
			.forEach((name) -> assertHeader(response.get("headers").get(name), name, received));
		if (!response.get("content").exists()) {
			assertThat(received.body()).isEmpty();
			assertThat(received.header("Content-Type")).isEmpty();
			return;
		}
		assertThat(response.get("content").names()).containsExactly(received.header("Content-Type"));
		Part schema = response.get("content").get(received.header("Content-Type")).get("schema");
		JsonNode body = MAPPER.readTree(received.body());
		assertThat(schema.validate(body)).as(received.body()).isEmpty();
		assertThat(body.path("code").asString("")).isEqualTo(exchange.code());
		assertOtherIsRefused(schema, body);
	}

	static Stream<Exchange> answerIsAsDescribed() {
		List<Exchange> all = new ArrayList<>();
		for (Operation operation : API.operations()) {
			all.add(refused(operation, 403, "access_denied", () -> send(server, operation, ORIGIN)));
			if (operation.body().exists()) {
				all.add(refused(operation, 400, "invalid_request", () -> post(server, operation, "{", alice)));
				all.add(refused(operation, 413, "payload_too_large",
						() -> post(server, operation, " ".repeat(16_385), alice)));
				all.add(refused(operation, 415, "unsupported_media_type", () -> sendText(operation, alice)));
				all.add(refused(operation, 503, "overloaded",
						() -> post(serverWithoutStore, operation, goodBody(operation), tokenOfAnotherIssuer())));
			}
			else {
				all.add(new Exchange(operation, 400, "invalid_request", () -> sendBroken(operation)));
				all.add(refused(operation, 503, "overloaded",
						() -> send(serverWithoutStore, operation, tokenOfAnotherIssuer())));
			}
			if (operation.takesToken()) {
				String expired = TestTokens.sign(expiredClaims());
				all.add(refused(operation, 401, "token_missing", () -> send(server, operation)));
				all.add(refused(operation, 401, "token_invalid", () -> send(server, operation, bearer("x.y.z"))));
				all.add(refused(operation, 401, "token_expired", () -> send(server, operation, bearer(expired))));
				all.add(refused(operation, 503, "keys_unavailable", () -> send(serverWithoutKeys, operation, alice)));
			}
		}
		all.add(granted(SIGN_UP, 201, () -> post(server, SIGN_UP, newCredentials())));
		all.add(refused(SIGN_UP, 400, "weak_password",
				() -> post(server, SIGN_UP, changed(SIGN_UP, "password", "weak"))));
		all.add(refused(SIGN_UP, 409, "email_taken", () -> post(server, SIGN_UP, example(SIGN_UP))));
		all.add(granted(LOG_IN, 200, () -> post(server, LOG_IN, example(LOG_IN))));
		all.add(refused(LOG_IN, 401, "invalid_credentials",
				() -> post(server, LOG_IN, changed(LOG_IN, "password", "Wrong-horse-1"))));
		all.add(granted(REFRESH, 200, () -> post(server, REFRESH, refreshToken(newUser()))));
		all.add(refused(REFRESH, 401, "invalid_refresh_token", () -> post(server, REFRESH, example(REFRESH))));
		all.add(granted(LOG_OUT, 204, () -> post(server, LOG_OUT, refreshToken(newUser()))));
		all.add(refused(LOG_OUT, 401, "invalid_refresh_token", () -> post(server, LOG_OUT, example(REFRESH))));
		all.add(refused(PASSWORD, 400, "weak_password",
				() -> post(server, PASSWORD, changed(PASSWORD, "new_password", "weak"), alice)));
		all.add(refused(PASSWORD, 401, "invalid_credentials",
				() -> post(server, PASSWORD, changed(PASSWORD, "current_password", "Wrong-horse-1"), alice)));
		all.add(refused(SIGN_UP, 429, "rate_limited", () -> postTwice(SIGN_UP, newCredentials())));
		all.add(refused(LOG_IN, 429, "rate_limited",
				() -> postTwice(LOG_IN, changed(LOG_IN, "password", "Wrong-horse-1"))));
		all.add(refused(REFRESH, 429, "rate_limited", () -> postTwice(REFRESH, refreshToken(signedUpWithLimits))));
		all.add(refused(PASSWORD, 429, "rate_limited",
				() -> postTwice(PASSWORD, changed(PASSWORD, "current_password", "Wrong-horse-1"), bob)));
		addExchangesOfMail(all);
		addExchangesOfFreshLogins(all);
		all.add(granted(END_SESSION, 204, () -> endSession(newUser())));
		all.add(refused(END_SESSION, 404, "not_found", () -> send(server, END_SESSION, alice)));
		API.operations().stream().filter(OpenApiTests::isAdministration).forEach((operation) -> {
			all.add(granted(operation, operation.successStatus(), () -> send(server, operation, administrator)));
			all.add(refused(operation, 404, "not_found",
					() -> server.json()
						.send(operation.method(), target(operation, UUID.randomUUID().toString()),
								BodyPublishers.noBody(), administrator)));
		});
		API.operations()
			.stream()
			.filter((operation) -> all.stream().noneMatch((exchange) -> exchange.grants(operation)))
			.forEach(
					(operation) -> all.add(granted(operation, operation.successStatus(),
							() -> operation.body().exists()
									? post(server, operation, example(operation), newUser().bearer())
									: send(server, operation, newUser().bearer()))));
		return all.stream();
	}

	private static void addExchangesOfMail(List<Exchange> all) {
		String email = "unverified@example.com";
		all.add(granted(SIGN_UP, 202, () -> post(serverWithVerification, SIGN_UP, changed(SIGN_UP, "email", email))));
		all.add(refused(LOG_IN, 403, "email_not_verified", () -> {
			post(serverWithVerification, SIGN_UP, changed(SIGN_UP, "email", email));
			return post(serverWithVerification, LOG_IN, changed(LOG_IN, "email", email));
		}));
		all.add(granted(VERIFY, 204, () -> post(server, VERIFY, withToken(VERIFY, TokenPurpose.VERIFY_EMAIL))));
		all.add(granted(RESET, 204, () -> post(server, RESET, withToken(RESET, TokenPurpose.RESET_PASSWORD))));
		all.add(granted(CONFIRM, 204, () -> post(server, CONFIRM, withToken(CONFIRM, TokenPurpose.CHANGE_EMAIL))));
		all.add(granted(REVERT, 204, () -> post(server, REVERT, withToken(REVERT, TokenPurpose.REVERT_EMAIL))));
		for (Operation operation : List.of(VERIFY, RESET, CONFIRM, REVERT)) {
			all.add(refused(operation, 400, "invalid_token", () -> post(server, operation, example(operation))));
		}
		all.add(refused(RESET, 400, "weak_password", () -> post(server, RESET,
				with(withToken(RESET, TokenPurpose.RESET_PASSWORD), "new_password", MAPPER.valueToTree("weak")))));
		all.add(granted(RESEND, 202, () -> send(server, RESEND, newUser().bearer())));
		all.add(refused(RESEND, 401, "token_invalid", () -> send(server, RESEND, bearer("x.y.z"))));
		all.add(refused(RESEND, 401, "token_expired",
				() -> send(server, RESEND, bearer(TestTokens.sign(expiredClaims())))));
		all.add(refused(RESEND, 503, "keys_unavailable", () -> send(serverWithoutKeys, RESEND, alice)));
		for (Operation operation : List.of(VERIFY, RESEND, FORGOT, RESET, CONFIRM, REVERT)) {
			all.add(refused(operation, 429, "rate_limited", () -> postTwice(operation, goodBody(operation))));
		}
	}

	private static void addExchangesOfFreshLogins(List<Exchange> all) {
		String[] stale = bearer(TestTokens.validFor(signedUp.userId()));
		for (Operation operation : List.of(PASSWORD, EMAIL, DELETE, END_SESSIONS, END_SESSION)) {
			all.add(refused(operation, 401, "insufficient_user_authentication",
					() -> post(server, operation, without(goodBody(operation), "current_password"), stale)));
		}
		for (Operation operation : List.of(EMAIL, DELETE, END_SESSIONS, END_SESSION)) {
			JsonNode wrong = with(goodBody(operation), "current_password", MAPPER.valueToTree("Wrong-horse-1"));
			all.add(refused(operation, 401, "invalid_credentials", () -> post(server, operation, wrong, alice)));
			all.add(refused(operation, 429, "rate_limited", () -> postTwice(operation, wrong, bob)));
		}
		all.add(granted(DELETE, 204, () -> send(server, DELETE, newUser().bearer())));
		all.add(granted(END_SESSIONS, 204, () -> send(server, END_SESSIONS, newUser().bearer())));
	}

	/**
	 * Returns the example of an operation with a valid token of a new user.
	 */
	private static JsonNode withToken(Operation operation, TokenPurpose purpose) {
		Answer user = newUser();
		String email = (purpose == TokenPurpose.CHANGE_EMAIL || purpose == TokenPurpose.REVERT_EMAIL)
				? UUID.randomUUID() + "@example.com" : user.json().at("/user/email").asString();
		String token = OneTimeTokenFactory.issue(server.context(), purpose, user.userId(), email);
		return with(example(operation), "token", MAPPER.valueToTree(token));
	}

	@Test
	void tokenAtLogoutMayBeInTheHeaderOrTheBody() {
		Answer user = newUser();
		assertThat(send(server, LOG_OUT, user.bearer()).status()).isEqualTo(204);
		post(server, LOG_OUT, refreshToken(user)).refused(401, "invalid_refresh_token");
		assertThat(post(server, LOG_OUT, "{\"refresh_token\":null}", newUser().bearer()).status()).isEqualTo(204);
		for (Object wrong : List.of(" ", 1)) {
			JsonNode body = with(example(REFRESH), "refresh_token", MAPPER.valueToTree(wrong));
			assertThat(LOG_OUT.body().get("schema").validate(body)).isNotEmpty();
			post(server, LOG_OUT, body, alice).refused(400, "invalid_request");
		}
	}

	@Test
	void deliveryOfTokensIsAsDescribed() {
		for (Operation operation : List.of(SIGN_UP, LOG_IN)) {
			for (JsonNode delivery : List.of(MAPPER.valueToTree("body"), MAPPER.nullNode())) {
				JsonNode body = with(operation.equals(SIGN_UP) ? newCredentials() : example(LOG_IN), "delivery",
						delivery);
				assertThat(operation.body().get("schema").validate(body)).isEmpty();
				assertThat(post(server, operation, body).token()).isNotEmpty();
			}
			JsonNode cookie = changed(operation, "delivery", "cookie");
			assertThat(operation.body().get("schema").validate(cookie)).isEmpty();
			Answer refused = post(server, operation, cookie).refused(400, "invalid_request");
			assertThat(operation.response(400)
				.get("content")
				.get("application/problem+json")
				.get("schema")
				.validate(refused.json())).isEmpty();
			for (Object wrong : List.of("x", " ", 1)) {
				JsonNode body = with(example(operation), "delivery", MAPPER.valueToTree(wrong));
				assertThat(operation.body().get("schema").validate(body)).isNotEmpty();
				post(server, operation, body).refused(400, "invalid_request");
			}
		}
	}

	@Test
	void userWhoNeverLoggedInIsAsDescribed() {
		server.bean(AccountRepository.class)
			.insert(new Account("imported", EmailAddress.of("imported@example.com"), "-", Instant.now(), null, true));
		Answer answer = send(server, ME, bearer(TestTokens.validFor("imported")));
		assertThat(answer.json().path("last_login_at").isNull()).isTrue();
		assertThat(ME.response(200).get("content").get("application/json").get("schema").validate(answer.json()))
			.isEmpty();
	}

	@ParameterizedTest
	@MethodSource("operations")
	void administratorIsNeededWhereDescribed(Operation operation) {
		if (isAdministration(operation)) {
			send(server, operation, alice).refused(403, "access_denied");
		}
	}

	@Test
	void parametersOfAdministrationAreNeededAsDescribed() {
		server.json()
			.get(FIND_ACCOUNT.target(), administrator)
			.refused(400, "invalid_request")
			.json()
			.path("errors")
			.forEach((error) -> assertThat(error.path("field").asString()).isEqualTo("email"));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void tokenIsNeededWhereDescribed(Operation operation) {
		assertThat(send(server, operation).text().contains("token_missing")).isEqualTo(operation.takesToken());
	}

	@ParameterizedTest
	@MethodSource("operations")
	void fieldsOfRequestAreNeededAsDescribed(Operation operation) {
		if (!operation.body().get("example").exists()) {
			return;
		}
		JsonNode example = example(operation);
		assertThat(operation.body().get("schema").validate(example)).isEmpty();
		for (String field : example.propertyNames()) {
			for (JsonNode wrong : List.of(without(example, field), with(example, field, MAPPER.valueToTree(" ")),
					with(example, field, MAPPER.nullNode()), with(example, field, MAPPER.valueToTree(1)))) {
				assertThat(operation.body().get("schema").validate(wrong)).as(wrong.toString()).isNotEmpty();
				Answer answer = post(server, operation, wrong, alice).refused(400, "invalid_request");
				assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
			}
		}
	}

	static Stream<Operation> operations() {
		return API.operations().stream();
	}

	@Test
	void codesAreThoseOfTheLibrary() {
		Set<String> used = new LinkedHashSet<>();
		for (Operation operation : API.operations()) {
			operation.part()
				.get("responses")
				.names()
				.forEach((status) -> codes(operation.response(Integer.parseInt(status)))
					.forEach((code) -> used.add(status + " " + code)));
		}
		assertThat(used).isNotEmpty()
			.isSubsetOf(
					Stream.of(ErrorCode.values()).map((code) -> code.status().value() + " " + code.code()).toList());
	}

	@Test
	void examplesAreAsDescribed() {
		List<Part> contents = new ArrayList<>();
		for (Operation operation : API.operations()) {
			contents.add(operation.body());
			operation.part().get("responses").names().forEach((status) -> {
				Part content = operation.response(Integer.parseInt(status)).get("content");
				content.names().forEach((type) -> contents.add(content.get(type)));
			});
		}
		List<Part> withExample = contents.stream().filter((content) -> content.get("example").exists()).toList();
		assertThat(withExample).hasSizeGreaterThan(5)
			.allSatisfy(
					(content) -> assertThat(content.get("schema").validate(content.get("example").node())).isEmpty());
	}

	@Test
	void schemasAreSchemas() {
		var meta = SchemaRegistry.withDialect(Dialects.getDraft202012())
			.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
		assertThat(API.all("schema")).isNotEmpty().allSatisfy((schema) -> assertThat(meta.validate(schema)).isEmpty());
		assertThat(API.root().at("/components/schemas")).isNotEmpty()
			.allSatisfy((schema) -> assertThat(meta.validate(schema)).isEmpty());
	}

	@Test
	void componentsAreAllUsed() {
		Set<String> references = new LinkedHashSet<>(API.root().findValuesAsString("$ref"));
		Set<String> components = new LinkedHashSet<>();
		for (String kind : List.of("parameters", "requestBodies", "headers", "responses", "schemas")) {
			API.root()
				.path("components")
				.path(kind)
				.propertyNames()
				.forEach((name) -> components.add("#/components/" + kind + "/" + name));
		}
		assertThat(references).containsExactlyInAnyOrderElementsOf(components);
	}

	private static void assertHeader(Part header, String name, Received received) {
		JsonNode required = header.get("required").node();
		assertThat(required.asBoolean()).as(name + " is required").isTrue();
		String text = received.header(name);
		JsonNode value = text.matches("\\d+") ? MAPPER.valueToTree(Long.valueOf(text)) : MAPPER.valueToTree(text);
		assertThat(header.get("schema").validate(value)).as(name + ": " + text).isEmpty();
	}

	/**
	 * Asserts that a schema refuses another body, since a schema that accepts everything
	 * would prove nothing.
	 */
	private static void assertOtherIsRefused(Part schema, JsonNode body) {
		for (JsonNode object : objects(body)) {
			ObjectNode changed = (ObjectNode) object;
			for (String name : List.copyOf(changed.propertyNames())) {
				JsonNode value = changed.get(name);
				changed.set(name, value.isArray() ? MAPPER.createObjectNode() : MAPPER.createArrayNode());
				assertThat(schema.validate(body)).as(name + " is of another kind").isNotEmpty();
				changed.remove(name);
				if (!name.equals("errors")) {
					assertThat(schema.validate(body)).as(name + " is missing").isNotEmpty();
				}
				changed.set(name, value);
			}
			changed.put("another", true);
			assertThat(schema.validate(body)).as("an undocumented property").isNotEmpty();
			changed.remove("another");
		}
		assertThat(schema.validate(body)).isEmpty();
	}

	private static List<JsonNode> objects(JsonNode node) {
		List<JsonNode> objects = new ArrayList<>();
		if (node.isObject()) {
			objects.add(node);
		}
		node.forEach((child) -> objects.addAll(objects(child)));
		return objects;
	}

	private static List<String> codes(Part response) {
		return response.get("content")
			.get("application/problem+json")
			.get("schema")
			.node()
			.at("/properties/code/enum")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
	}

	private static JsonNode example(Operation operation) {
		return operation.body().get("example").node();
	}

	private static JsonNode changed(Operation operation, String field, String value) {
		return with(example(operation), field, MAPPER.valueToTree(value));
	}

	private static JsonNode newCredentials() {
		return changed(SIGN_UP, "email", UUID.randomUUID() + "@example.com");
	}

	private static Answer newUser() {
		return post(server, SIGN_UP, newCredentials());
	}

	private static JsonNode refreshToken(Answer user) {
		return with(example(REFRESH), "refresh_token", MAPPER.valueToTree(user.refreshToken()));
	}

	/**
	 * Returns a body with which a request reaches the store.
	 */
	private static JsonNode goodBody(Operation operation) {
		if (Set.of(DELETE, END_SESSIONS, END_SESSION).contains(operation)) {
			return MAPPER.createObjectNode().put("current_password", "Correct-horse-1");
		}
		if (Set.of(PASSWORD, EMAIL).contains(operation)) {
			return changed(operation, "current_password", "Correct-horse-1");
		}
		if (operation.equals(RESEND)) {
			return example(FORGOT);
		}
		return Set.of(REFRESH, LOG_OUT).contains(operation) ? refreshToken(signedUp) : example(operation);
	}

	private static Answer endSession(Answer user) {
		String id = send(server, SESSIONS, user.bearer()).json().at("/sessions/0/id").asString();
		return server.json()
			.send(END_SESSION.method(), END_SESSION.target().replace("{id}", id), BodyPublishers.noBody(),
					user.bearer());
	}

	/**
	 * Returns a token that is not checked for revocation, with the authority of an
	 * administrator.
	 */
	private static String[] tokenOfAnotherIssuer() {
		return bearer(TestTokens.withScope("alice", "admin"));
	}

	private static String[] newAdministrator() {
		JsonNode credentials = newCredentials();
		String userId = post(server, SIGN_UP, credentials).userId();
		server.bean(AccountService.class).grant(userId, "admin", Client.UNKNOWN);
		return post(server, LOG_IN, credentials).bearer();
	}

	private static boolean isAdministration(Operation operation) {
		return operation.path().startsWith("/accounts");
	}

	private static JsonNode with(JsonNode object, String field, JsonNode value) {
		return ((ObjectNode) object.deepCopy()).set(field, value);
	}

	private static JsonNode without(JsonNode object, String field) {
		ObjectNode copy = (ObjectNode) object.deepCopy();
		copy.remove(field);
		return copy;
	}

	private static Map<String, Object> expiredClaims() {
		Map<String, Object> claims = TestTokens.claims("alice");
		claims.put("iat", 1_000_000_000);
		claims.put("exp", 1_000_000_060);
		return claims;
	}

	private static String[] bearer(String token) {
		return new String[] { "Authorization", "Bearer " + token };
	}

	private static Answer post(NoteServer to, Operation operation, Object body, String... headers) {
		return to.json().sendJson(operation.method(), target(operation), body.toString(), headers);
	}

	/**
	 * Sends a request twice to the server that allows it once.
	 */
	private static Answer postTwice(Operation operation, Object body, String... headers) {
		post(serverWithLimits, operation, body, headers);
		return post(serverWithLimits, operation, body, headers);
	}

	/**
	 * Sends a request without a body.
	 */
	private static Answer send(NoteServer to, Operation operation, String... headers) {
		return to.json().send(operation.method(), target(operation), BodyPublishers.noBody(), headers);
	}

	/**
	 * Sends a request whose body has no content type.
	 */
	private static Answer sendText(Operation operation, String... headers) {
		return server.json().send(operation.method(), target(operation), BodyPublishers.ofString("{}"), headers);
	}

	private static String target(Operation operation) {
		return target(operation,
				operation.equals(FIND_ACCOUNT) ? email(managed) : (managed != null) ? managed.userId() : "");
	}

	/**
	 * Returns the path and the query for an account.
	 * @param account the user id, or the email address by which it is found
	 */
	private static String target(Operation operation, String account) {
		String query = operation.equals(FIND_ACCOUNT) ? "?email=" + account : "";
		return operation.target().replace("{id}", UUID.randomUUID().toString()).replace("{account}", account) + query;
	}

	private static String email(Answer user) {
		return user.json().at("/user/email").asString();
	}

	/**
	 * Sends a request with a control character, which HTTP clients do not send.
	 */
	private static Received sendBroken(Operation operation) {
		RawHttp.Response response = server.http()
			.send(operation.method(), target(operation), "Content-Length: 0", "Authorization: Bearer \u0085");
		return new Received(response.status(), response::header, response.body());
	}

	private static Exchange granted(Operation operation, int status, Supplier<Answer> send) {
		return refused(operation, status, "", send);
	}

	private static Exchange refused(Operation operation, int status, String code, Supplier<Answer> send) {
		return new Exchange(operation, status, code, () -> {
			Answer answer = send.get();
			return new Received(answer.status(), answer::header, answer.text());
		});
	}

	/**
	 * A request with its expected response.
	 *
	 * @param operation the operation
	 * @param status the status of the response
	 * @param code the code of the response, empty if it is not a refusal
	 * @param send sends the request
	 */
	record Exchange(Operation operation, int status, String code, Supplier<Received> send) {

		boolean grants(Operation other) {
			return this.operation.equals(other) && this.code.isEmpty();
		}

		@Override
		public String toString() {
			return this.operation + " " + this.status + " " + this.code;
		}

	}

	/**
	 * A received response.
	 *
	 * @param status the status
	 * @param headers returns the value of a header, empty if there is none
	 * @param body the body
	 */
	record Received(int status, Function<String, String> headers, String body) {

		String header(String name) {
			return this.headers.apply(name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenStore {

		@Bean
		AccountRepository brokenAccounts() {
			return broken(AccountRepository.class);
		}

		@Bean
		SessionRepository brokenSessions() {
			return broken(SessionRepository.class);
		}

		private static <T> T broken(Class<T> type) {
			return mock(type, (invocation) -> {
				throw new IllegalStateException("The store is broken");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenDecoder {

		@Bean
		JwtDecoder brokenDecoder() {
			return (token) -> {
				throw new JwtException("The keys are gone");
			};
		}

	}

}
