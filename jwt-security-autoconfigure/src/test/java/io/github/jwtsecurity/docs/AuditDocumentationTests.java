package io.github.jwtsecurity.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.audit.AuditAutoConfiguration;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.token.InvalidTokenException;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The claims of {@code docs/audit.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditDocumentationTests {

	private static final Page PAGE = Page.of("docs/audit.md");

	private static final String PASSWORD = "Correct-horse-1";

	@Test
	void everyReasonOfARefusedTokenIsDocumented() {
		List<String> reasons = Stream
			.concat(Stream.of(InvalidTokenException.Reason.values()).map(Enum::name),
					Stream.of("NO_ACCOUNT", "NO_SESSION", "NO_USER_ID", "REFRESH_TOKEN", "HEADER", "APPLICATION"))
			.toList();
		assertThat(PAGE.rows()).extracting((row) -> row.get(0)).containsSubsequence(reasons);
		assertThat(PAGE.rows().stream().filter((row) -> row.get(0).matches("[A-Z_]+"))).hasSameSizeAs(reasons);
	}

	@Test
	void everyEventIsDocumented() {
		assertThat(events()).extracting((row) -> row.get(0))
			.containsExactlyInAnyOrderElementsOf(
					Arrays.stream(JwtSecurityEvent.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
	}

	/**
	 * The user id is the only field that an example may lack.
	 */
	@ParameterizedTest
	@MethodSource("io.github.jwtsecurity.audit.TestEvents#all")
	void recordHasTheOutcomeAndTheFieldsOfTheTable(JwtSecurityEvent event) {
		String name = event.getClass().getSimpleName();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
			.withBean(Records.class)
			.run((context) -> {
				context.publishEvent(event);
				assertThat(context.getBean(Records.class).records).singleElement().satisfies((created) -> {
					List<String> fields = fields(created.getData());
					assertThat(created.getType()).isEqualTo(name);
					assertThat(created.getData()).containsEntry("outcome", documentedOutcome(name));
					assertThat(documentedFields(name)).containsAll(fields);
					assertThat(documentedFields(name)).filteredOn((field) -> !fields.contains(field))
						.isSubsetOf("user_id");
				});
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "continue", "refuse" })
	void rowsAndLinesAreWhatWasDone(String failure, CapturedOutput output) {
		try (NoteServer server = start("jwt-security.audit.failure=" + failure)) {
			Answer user = post(server, "signup", "alice@example.com", PASSWORD);
			post(server, "login", "alice@example.com", PASSWORD);
			post(server, "login", "alice@example.com", "Wrong-horse-1");
			post(server, "login", PASSWORD, PASSWORD);
			server.json().post("/api/auth/logout", "{}", user.bearer());
			List<String> expected = List.of("LoggedIn", "LoggedOut", "LoginFailed", "LoginFailed", "SessionEnded",
					"SignedUp");
			Awaitility.await().untilAsserted(() -> assertThat(recorded(server)).isEqualTo(expected));
			assertThat(server.bean(JdbcClient.class).sql("SELECT * FROM jwt_security_audit").query().listOfRows())
				.allSatisfy((row) -> assertThat(documentedFields(row.get("event"))).containsAll(fields(row)));
			assertThat(output).doesNotContain(PASSWORD).contains("account=\"(not an address)\"");
			assertThat(output.getAll().lines().filter((line) -> line.contains(" : LoginFailed time="))).hasSize(2);
		}
	}

	@Test
	void loginIsRefusedOrNotWhileTheTableFails(CapturedOutput output) {
		try (NoteServer server = start("jwt-security.audit.failure=refuse")) {
			post(server, "signup", "alice@example.com", PASSWORD);
			server.bean(JdbcClient.class).sql("DROP TABLE jwt_security_audit").update();
			post(server, "login", "alice@example.com", PASSWORD).refused(503, "overloaded");
			post(server, "signup", "bob@example.com", PASSWORD).refused(503, "overloaded");
			post(server, "login", "alice@example.com", "Wrong-horse-1").refused(401, "invalid_credentials");
			assertThat(server.bean(JdbcClient.class)
				.sql("SELECT COUNT(*) FROM jwt_security_user")
				.query(Integer.class)
				.single()).isOne();
			assertThat(output).contains("The audit records cannot be used");
		}
		try (NoteServer server = start()) {
			post(server, "signup", "alice@example.com", PASSWORD);
			server.bean(JdbcClient.class).sql("DROP TABLE jwt_security_audit").update();
			assertThat(post(server, "login", "alice@example.com", PASSWORD).status()).isEqualTo(200);
		}
	}

	/**
	 * Signups and logins are completed on other threads than that of the filter.
	 */
	@Test
	void requestIdIsThatOfTheRequest(CapturedOutput output) {
		try (NoteServer server = NoteServer.startWithAccounts(RequestIds.class)) {
			post(server, "signup", "alice@example.com", PASSWORD);
			post(server, "login", "alice@example.com", "Wrong-horse-1");
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains(" jwtsecurity.audit "))).hasSize(2)
			.allMatch((line) -> line.endsWith(" request_id=POST-42"));
	}

	private static NoteServer start(String... properties) {
		return NoteServer.startWithAccounts(NoteRoutes.class,
				Stream.concat(Stream.of("jwt-security.audit.store=jdbc"), Stream.of(properties))
					.toArray(String[]::new));
	}

	private static Answer post(NoteServer server, String path, String email, String password) {
		return server.json().post("/api/auth/" + path, Map.of("email", email, "password", password));
	}

	private static List<String> recorded(NoteServer server) {
		return server.bean(JdbcClient.class)
			.sql("SELECT event FROM jwt_security_audit ORDER BY event")
			.query(String.class)
			.list();
	}

	private static List<List<String>> events() {
		return PAGE.rows().stream().filter((row) -> row.size() > 2 && row.get(1).matches("success|failure")).toList();
	}

	private static String documentedOutcome(String event) {
		return events().stream().filter((row) -> row.get(0).equals(event)).findFirst().orElseThrow().get(1);
	}

	private static List<String> documentedFields(Object event) {
		return events().stream()
			.filter((row) -> row.get(0).equals(event))
			.flatMap((row) -> Stream.of(row.get(2).split(", ")))
			.toList();
	}

	private static List<String> fields(Map<String, Object> row) {
		return Stream
			.of("reason", "user_id", "account", "session_id", "session_count", "request_method", "request_path",
					"claim", "key_id", "issuer")
			.filter((column) -> row.get(column) != null)
			.toList();
	}

	static class Records {

		private final List<AuditEvent> records = new ArrayList<>();

		@EventListener
		void on(AuditApplicationEvent event) {
			this.records.add(event.getAuditEvent());
		}

	}

	static class RequestIds {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		Filter requestIdFilter() {
			return (request, response, chain) -> {
				try (MDC.MDCCloseable id = MDC.putCloseable("requestId",
						((HttpServletRequest) request).getMethod() + "-42")) {
					chain.doFilter(request, response);
				}
			};
		}

	}

}
