package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.jwtsecurity.JsonHttp;
import io.github.jwtsecurity.JsonHttp.Answer;
import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.account.Account;
import io.github.jwtsecurity.account.AccountAttempt;
import io.github.jwtsecurity.account.AccountAutoConfiguration;
import io.github.jwtsecurity.account.AccountRepository;
import io.github.jwtsecurity.account.AccountService;
import io.github.jwtsecurity.account.Credentials;
import io.github.jwtsecurity.account.EmailAddress;
import io.github.jwtsecurity.account.password.PasswordAutoConfiguration;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.session.SessionAutoConfiguration;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.transaction.event.TransactionalEventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples and tables of {@code docs/accounts.md}, {@code docs/passwords.md} and
 * {@code
 * docs/tables.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountDocumentationTests {

	private static final Page PAGE = Page.of("docs/accounts.md");

	private static final Page PASSWORDS = Page.of("docs/passwords.md");

	private static final Page TABLES = Page.of("docs/tables.md");

	private static final Map<String, String> ALICE = Map.of("email", "alice@example.com", "password",
			"Correct-horse-1");

	@Test
	void tokenResponseIsAsShown() {
		JsonNode shown = PAGE.json().get(0);
		try (NoteServer server = NoteServer.startWithAccounts(ScopedTokens.class)) {
			JsonHttp http = server.json();
			Answer signedUp = http.post("/api/auth/signup", ALICE);
			assertThat(List.copyOf(signedUp.json().propertyNames())).isEqualTo(List.copyOf(shown.propertyNames()));
			assertThat(signedUp.json().path("expires_in")).isEqualTo(shown.path("expires_in"));
			assertThat(List.copyOf(signedUp.json().path("user").propertyNames()))
				.isEqualTo(List.copyOf(shown.path("user").propertyNames()));
			assertThat(server.bean(JwtDecoder.class).decode(signedUp.token()).getClaimAsString("scope"))
				.isEqualTo("notes");
			assertThat(http.get("/api/auth/me", signedUp.bearer()).json()).isEqualTo(signedUp.json().path("user"));
			assertThat(http.get("/api/" + signedUp.userId() + "/notes", signedUp.bearer()).status()).isEqualTo(200);
		}
	}

	@Test
	void endpointsAreThoseOfTheDescription() {
		assertThat(Stream.of(PAGE, Page.of("docs/recovery.md"), Page.of("docs/administration.md"))
			.flatMap((page) -> page.rows().stream())).extracting((row) -> row.get(0))
			.filteredOn((cell) -> cell.matches("(GET|POST|DELETE) /.*"))
			.containsExactlyInAnyOrderElementsOf(
					OpenApi.read("docs/openapi.yaml").operations().stream().map(Object::toString).toList());
	}

	@Test
	void knownPasswordIsRefused() {
		try (NoteServer server = NoteServer.startWithAccounts(KnownPasswords.class)) {
			server.json().post("/api/auth/signup", ALICE).refused(400, "weak_password");
		}
	}

	@Test
	void passwordPolicyIsReplaced() {
		try (NoteServer server = NoteServer.startWithAccounts(OwnPasswordRules.class)) {
			Answer refused = server.json().post("/api/auth/signup", ALICE).refused(400, "weak_password");
			assertThat(refused.text()).contains("must have at least 20 characters");
			Map<String, String> longer = Map.of("email", "alice@example.com", "password", "correct horse battery");
			assertThat(server.json().post("/api/auth/signup", longer).status()).isEqualTo(201);
		}
	}

	@Test
	void endpointIsReplaced() {
		try (NoteServer server = NoteServer.startWithAccounts(Profile.class)) {
			Answer signedUp = server.json().post("/api/auth/signup", ALICE);
			JsonNode profile = server.json().get("/api/auth/me", signedUp.bearer()).json();
			assertThat(profile.path("greeting").asString()).isEqualTo("Hello");
			assertThat(profile.path("user_id").asString()).isEqualTo(signedUp.userId());
			server.json().get("/api/auth/me").refused(401, "token_missing");
		}
	}

	@Test
	void loginOfTheApplicationBeginsASession() {
		try (NoteServer server = NoteServer.startWithAccounts(PasskeyApplication.class,
				"jwt-security.web.permit-all=POST /login/passkey")) {
			String userId = server.json().post("/api/auth/signup", ALICE).userId();
			Answer loggedIn = server.json().post("/login/passkey", userId);
			assertThat(server.json().get("/api/auth/me", loggedIn.bearer()).json().path("user_id").asString())
				.isEqualTo(userId);
			assertThat(server.json().post("/login/passkey", "nobody").status()).isEqualTo(401);
		}
		try (NoteServer server = NoteServer.startWithAccounts(PasskeyApplication.class,
				"jwt-security.web.permit-all=POST /login/passkey", "jwt-security.cookie.enabled=true")) {
			server.json().post("/login/passkey", "alice", "Sec-Fetch-Site", "cross-site").refused(403, "csrf");
		}
	}

	/**
	 * The versions of the application's own scripts are those of the library's scripts.
	 */
	@ParameterizedTest
	@MethodSource
	void libraryHasAMigrationHistoryOfItsOwn(TestDatabase database, @TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("V1__note.sql"), "CREATE TABLE note (id INT);");
		Files.writeString(directory.resolve("V2__tag.sql"), "CREATE TABLE tag (id INT);");
		for (int start = 0; start < 2; start++) {
			withFlyway(database).withUserConfiguration(LibraryMigrations.class)
				.withPropertyValues("spring.flyway.locations=filesystem:" + directory,
						"spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=0")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(versions(context, "flyway_schema_history")).contains("1", "2");
					assertThat(versions(context, "jwt_security_schema_history")).contains("1", "2", "3");
				});
		}
	}

	static Stream<TestDatabase> libraryHasAMigrationHistoryOfItsOwn() {
		return Stream.of(TestDatabase.postgresql(), TestDatabase.postgresql().withTables(),
				TestDatabase.postgresql().withScript("migration/postgresql/V1__create_tables.sql"));
	}

	@Test
	void migrationsOfTheLibraryShareTheHistory() throws IOException {
		String yaml = TABLES.blocks()
			.stream()
			.map(Page.Block::text)
			.filter((block) -> block.contains("flyway:"))
			.findFirst()
			.orElseThrow();
		PropertySource<?> properties = new YamlPropertySourceLoader()
			.load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.get(0);
		withFlyway(TestDatabase.postgresql())
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(properties))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(versions(context, "flyway_schema_history")).containsExactly("1", "2", "3");
			});
	}

	@Test
	void listenerDeletesTheDataOfTheApplication() {
		try (NoteServer server = NoteServer.startWithAccounts(NoteDeletion.class)) {
			JsonHttp.Answer alice = server.json().post("/api/auth/signup", ALICE);
			UserNotes notes = server.bean(UserNotes.class);
			notes.add(alice.userId());
			notes.add("bob");
			assertThat(server.json().delete("/api/auth/me", Map.of(), alice.bearer()).status()).isEqualTo(204);
			assertThat(notes.owners()).containsExactly("bob");
		}
	}

	@Test
	void listenerIsCalled() {
		try (NoteServer server = NoteServer.startWithAccounts(Welcome.class)) {
			server.json().post("/api/auth/signup", ALICE);
			assertThat(server.bean(Welcome.class).welcomed()).containsExactly("alice@example.com");
		}
	}

	@Test
	void listenerThatFailsIsTheLastOne(CapturedOutput output) {
		try (NoteServer server = NoteServer.startWithAccounts(Listeners.class)) {
			assertThat(server.json().post("/api/auth/signup", ALICE).status()).isEqualTo(201);
			assertThat(server.bean(Listeners.class).called).containsExactly("first", "failing");
			assertThat(server.bean(Welcome.class).welcomed()).isEmpty();
			assertThat(output).contains("A listener failed to handle SignedUp");
		}
	}

	@Test
	void listenerOfTransactionsIsNotCalled() {
		try (NoteServer server = NoteServer.startWithAccounts(TransactionListener.class)) {
			server.json().post("/api/auth/signup", ALICE);
			server.json().post("/api/auth/login", ALICE);
			assertThat(server.bean(TransactionListener.class).called).isEmpty();
		}
	}

	@Test
	void importedPasswordIsAcceptedAndReplaced() {
		try (NoteServer server = NoteServer.startWithAccounts(AccountImport.class)) {
			String hash = "4f8a55107e5f30d7ae951dc3e7ba136e:88f4841ce459e8cf100bedc907163eaf386a73bb5b02a95f"
					+ "6fa50b79717780b30c2ad6a0c8544020d1e0f607d406f71d2a4be7faa023c3f1bc341f0aa54ceecd";
			assertThat(server.bean(AccountImport.class).add("old-id", "Old@example.com", hash, Instant.now())).isTrue();
			Answer loggedIn = server.json()
				.post("/api/auth/login",
						Map.of("email", "old@example.com", "password", "correct horse battery staple"));
			assertThat(loggedIn.userId()).isEqualTo("old-id");
			assertThat(server.bean(AccountRepository.class).findById("old-id")).extracting(Account::passwordHash)
				.asString()
				.startsWith("{argon2}");
		}
	}

	@ParameterizedTest
	@MethodSource
	void hashIsStoredAsDocumented(String encoder, String beginning) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, TokenAutoConfiguration.class,
					SessionAutoConfiguration.class, PasswordAutoConfiguration.class, AccountAutoConfiguration.class))
			.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true",
					"jwt-security.accounts.password.encoder=" + encoder)
			.run((context) -> {
				context.getBean(AccountService.class)
					.signUp(new Credentials("alice@example.com", "Correct-horse-1", Client.UNKNOWN),
							AccountAttempt.granting(Account::id))
					.get(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS);
				Account account = context.getBean(AccountRepository.class)
					.findByEmail(EmailAddress.of("alice@example.com"));
				assertThat(Objects.requireNonNull(account).passwordHash()).startsWith(beginning);
			});
	}

	static Stream<Arguments> hashIsStoredAsDocumented() {
		return PASSWORDS.rows()
			.stream()
			.filter((row) -> row.size() > 2 && row.get(2).startsWith("{" + row.get(0) + "}"))
			.map((row) -> Arguments.of(row.get(0), row.get(2)));
	}

	@Test
	void everyEncoderIsDocumented() {
		assertThat(hashIsStoredAsDocumented().map((row) -> row.get()[0])).containsExactly("argon2", "bcrypt", "scrypt",
				"pbkdf2");
	}

	@Test
	void scriptsAreThere() throws IOException {
		assertThat(Pattern.compile("io/github/jwtsecurity/jdbc/[\\w/-]+\\.sql").matcher(TABLES.text()).results())
			.isNotEmpty()
			.allSatisfy((match) -> assertThat(new ClassPathResource(match.group()).exists()).isTrue());
		Path folder = Path.of("src/main/resources/io/github/jwtsecurity/jdbc");
		try (Stream<Path> files = Files.walk(folder)) {
			assertThat(TABLES.rows()).extracting((row) -> row.get(0))
				.filteredOn((cell) -> cell.endsWith(".sql"))
				.containsExactlyInAnyOrderElementsOf(files.map((file) -> folder.relativize(file).toString())
					.filter((name) -> name.contains("postgresql") && name.endsWith(".sql"))
					.toList());
		}
	}

	private static ApplicationContextRunner withFlyway(TestDatabase database) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class,
					TokenAutoConfiguration.class, SessionAutoConfiguration.class, PasswordAutoConfiguration.class,
					AccountAutoConfiguration.class))
			.withPropertyValues(database.properties())
			.withPropertyValues("jwt-security.secret=" + TestTokens.SECRET, "jwt-security.accounts.enabled=true");
	}

	private static List<String> versions(ApplicationContext context, String history) {
		return JdbcClient.create(context.getBean(DataSource.class))
			.sql("SELECT version FROM " + history + " WHERE success ORDER BY installed_rank")
			.query(String.class)
			.list();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Welcome.class)
	static class Listeners {

		private final List<String> called = new CopyOnWriteArrayList<>();

		@EventListener
		@Order(1)
		void first(JwtSecurityEvent.SignedUp event) {
			this.called.add("first");
		}

		@EventListener
		@Order(2)
		void failing(JwtSecurityEvent.SignedUp event) {
			this.called.add("failing");
			throw new IllegalStateException("The listener is broken");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TransactionListener {

		private final List<String> called = new CopyOnWriteArrayList<>();

		@TransactionalEventListener
		void afterCommit(JwtSecurityEvent event) {
			this.called.add(event.getClass().getSimpleName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(PasskeyLogin.class)
	static class PasskeyApplication {

		@Bean
		Passkeys passkeys() {
			return (assertion) -> assertion;
		}

	}

}
