package io.github.jwtsecurity.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.jwtsecurity.TestDatabase;
import io.github.jwtsecurity.event.AdmissionGuard;
import io.github.jwtsecurity.event.Client;
import io.github.jwtsecurity.event.JwtSecurityEvent;
import io.github.jwtsecurity.event.JwtSecurityEventPublisher;
import io.github.jwtsecurity.jdbc.MissingRepositoryException;
import io.github.jwtsecurity.jdbc.StoreException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the auto-configuration of the audit trail, and for the records of an
 * application.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditAutoConfigurationTests {

	private static final String LINE = " : LoginFailed time=2026-03-29T02:30:00.123456Z outcome=failure"
			+ " reason=WRONG_PASSWORD account=alice@example.com address=192.0.2.1 user_agent=curl/8.5.0"
			+ " request_id=4bf92f3577b34da6";

	private static final Pattern LOGGER = Pattern.compile("(?<![.\\w])jwtsecurity\\.audit(?![.\\w])");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(io.github.jwtsecurity.audit.AuditAutoConfiguration.class));

	private final ApplicationContextRunner runnerWithTable = this.runner
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withPropertyValues(TestDatabase.h2().properties())
		.withPropertyValues("jwt-security.audit.store=jdbc");

	/**
	 * Resets the format of the log, since an application that ran before may have had
	 * another format.
	 */
	@BeforeEach
	void logPlainText() {
		forgetFormat();
		LoggingSystem system = loggingSystem();
		system.beforeInitialize();
		system.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
	}

	@AfterEach
	void forgetFormat() {
		System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
		loggingSystem().cleanUp();
	}

	@Test
	void eventThenOneLine(CapturedOutput output) {
		this.runner.run((context) -> {
			TestEvents.all().forEach(context::publishEvent);
			assertThat(lines(output)).hasSize(TestEvents.all().size());
			assertThat(lines(output)).filteredOn((line) -> line.endsWith(LINE))
				.hasSize(1)
				.allMatch((line) -> line.contains(" WARN "));
			assertThat(lines(output)).filteredOn((line) -> line.contains("outcome=success"))
				.hasSize(18)
				.allMatch((line) -> line.contains(" INFO "));
			assertThat(context).doesNotHaveBean(DataSourceScriptDatabaseInitializer.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r", "\n", "\r\n", "\u001B[2K\u001B[1A", "\u2028", "\0", "\u0085" })
	void eventWhenControlCharactersThenOneLineWithoutThem(String text, CapturedOutput output) {
		this.runner.run((context) -> {
			context.publishEvent(TestEvents.loginFailed("a" + text + "2026 INFO x@example.com",
					new Client(text, "x" + text + "INFO forged", text)));
			assertThat(lines(output)).singleElement().asString().contains("INFO forged\"").doesNotContain(text);
			assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("INFO forged"));
		});
	}

	@Test
	void eventWhenValueLooksLikePairsThenQuoted(CapturedOutput output) {
		this.runner.run((context) -> {
			context.publishEvent(TestEvents.loginFailed("x@example.com",
					new Client(null, "a\" outcome=success user_id=\"root\\", null)));
			assertThat(lines(output)).singleElement()
				.asString()
				.endsWith("account=x@example.com user_agent=\"a\\\" outcome=success user_id=\\\"root\\\\\"");
		});
	}

	@Test
	void eventWhenHashedThenNoAddressAnywhere(CapturedOutput output) {
		this.runnerWithTable.withPropertyValues("jwt-security.audit.hash-emails=true").run((context) -> {
			TestEvents.all().forEach(context::publishEvent);
			Awaitility.await().until(() -> count(context.getBean(DataSource.class)) == TestEvents.all().size());
			assertThat(output).contains("account=sha256:ff8d9819").doesNotContain(TestEvents.EMAIL);
			assertThat(JdbcClient.create(context.getBean(DataSource.class))
				.sql("SELECT DISTINCT account FROM jwt_security_audit WHERE account IS NOT NULL")
				.query(String.class)
				.list()).singleElement().asString().startsWith("sha256:ff8d9819");
		});
	}

	/**
	 * The application may use any names in its MDC, including those of the audit record.
	 */
	@ParameterizedTest
	@CsvSource({ "ecs, /message, /audit/", "logstash, /message, /audit.", "gelf, /short_message, /_audit." })
	void eventWhenStructuredFormatThenPairsOfJson(String format, String message, String prefix, CapturedOutput output) {
		forgetFormat();
		try (ConfigurableApplicationContext context = run(List.of(Nothing.class),
				"--logging.structured.format.console=" + format)) {
			List.of("traceId", "requestId", "event", "user_id").forEach((name) -> MDC.put(name, "x"));
			TestEvents.all().forEach(context::publishEvent);
		}
		finally {
			MDC.clear();
		}
		List<JsonNode> lines = lines(output).stream().map((line) -> new JsonMapper().readTree(line)).toList();
		assertThat(lines).hasSize(TestEvents.all().size());
		JsonNode failed = lines.get(2);
		assertThat(failed.at(message).asString()).startsWith("LoginFailed ");
		Map<String, String> pairs = Map.of("event", "LoginFailed", "time", "2026-03-29T02:30:00.123456Z", "outcome",
				"failure", "reason", "WRONG_PASSWORD", "account", "alice@example.com", "address", "192.0.2.1",
				"user_agent", "curl/8.5.0", "request_id", "4bf92f3577b34da6");
		pairs.forEach((name, value) -> assertThat(failed.at(prefix + name).asString()).as(name).isEqualTo(value));
	}

	@Test
	void eventWhenListenerOfTheApplicationFailsThenRecordedAllTheSame(CapturedOutput output) {
		this.runner.withUserConfiguration(FailingListener.class).run((context) -> {
			new JwtSecurityEventPublisher(context).publishNow(TestEvents.loginFailed());
			assertThat(lines(output)).hasSize(1);
		});
	}

	@Test
	void eventWhenActuatorThenItsRepositoryHasItOnce() {
		this.runner.withConfiguration(AutoConfigurations.of(AuditAutoConfiguration.class))
			.withBean(AuditEventRepository.class, InMemoryAuditEventRepository::new)
			.run((context) -> {
				TestEvents.all().forEach(context::publishEvent);
				AuditEventRepository repository = context.getBean(AuditEventRepository.class);
				assertThat(repository.find(null, null, null)).hasSize(TestEvents.all().size());
				AuditEvent failed = repository.find(null, null, "LoginFailed").get(0);
				assertThat(failed.getTimestamp()).isEqualTo(TestEvents.TIME);
				assertThat(failed.getPrincipal()).isEmpty();
				assertThat(failed.getData()).containsEntry("reason", "WRONG_PASSWORD")
					.containsEntry("account", TestEvents.EMAIL);
				assertThat(repository.find("alice", null, "LoggedIn")).hasSize(1);
			});
	}

	@Test
	void startWhenNoActuatorThenWorksWithout(CapturedOutput output) {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate")).run((context) -> {
			assertThat(context).doesNotHaveBean(ActuatorAudit.class);
			context.publishEvent(TestEvents.loginFailed());
			assertThat(lines(output)).hasSize(1);
		});
	}

	@Test
	void eventWhenContextHasAParentThenRecordedOnce(CapturedOutput output) {
		this.runner.run((parent) -> this.runner.withParent(parent).run((child) -> {
			child.publishEvent(TestEvents.loginFailed());
			assertThat(lines(output)).hasSize(1);
		}));
	}

	@Test
	void eventWhenActuatorsRepositoryFailsThenLoggedAndInTheTable(CapturedOutput output) {
		this.runnerWithTable.withUserConfiguration(FailingAudit.class).run((context) -> {
			context.publishEvent(TestEvents.loginFailed());
			Awaitility.await().until(() -> count(context.getBean(DataSource.class)) == 1);
			assertThat(lines(output)).hasSize(1);
			assertThat(output).contains("could not be written by ActuatorAudit").doesNotContain("alice said");
		});
	}

	@Test
	void eventWhenTableThenOneRowEach() {
		this.runnerWithTable.run((context) -> {
			IntStream.range(0, 100).forEach((round) -> TestEvents.all().forEach(context::publishEvent));
			Awaitility.await().until(() -> count(context.getBean(DataSource.class)) == 100 * TestEvents.all().size());
		});
	}

	/**
	 * The only connection belongs to the transaction whose commit publishes the event,
	 * and would be awaited for longer than the test may take.
	 */
	@Test
	@Timeout(60)
	void eventWhenPoolIsEmptyThenNobodyWaits() {
		this.runnerWithTable
			.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1",
					"spring.datasource.hikari.connection-timeout=600000")
			.run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				new TransactionTemplate(new JdbcTransactionManager(dataSource))
					.executeWithoutResult((status) -> new JwtSecurityEventPublisher(context)
						.publishAfterCommit(TestEvents.loggedIn("alice")));
				Awaitility.await().until(() -> count(dataSource) == 1);
			});
	}

	@Test
	void closeThenEverythingIsWritten() {
		TestDatabase database = TestDatabase.h2();
		this.runnerWithTable.withPropertyValues(database.properties())
			.run((context) -> IntStream.range(0, 1_000)
				.forEach((number) -> context.publishEvent(TestEvents.loggedIn("user" + number))));
		assertThat(count(new DriverManagerDataSource(database.url(), database.user(), database.password())))
			.isEqualTo(1_000);
	}

	@Test
	void eventWhenTableFailsThenLoudAndTheLineIsThere(CapturedOutput output) {
		this.runnerWithTable.run((context) -> {
			JdbcClient.create(context.getBean(DataSource.class)).sql("DROP TABLE jwt_security_audit").update();
			new JwtSecurityEventPublisher(context).publishAfterCommit(TestEvents.loggedIn("alice"));
			assertThat(lines(output)).hasSize(1);
			Awaitility.await().until(() -> output.getAll().contains("Audit records are kept in memory"));
			assertThat(output.getAll()
				.lines()
				.filter((line) -> line.contains("ERROR") && line.contains("JdbcAuditWriter"))).singleElement()
				.asString()
				.contains("The audit records cannot be used: BadSqlGrammarException")
				.doesNotContain("alice", "192.0.2.1");
		});
	}

	@Test
	void admissionWhenRefuseThenItsRowIsPartOfItsTransaction(CapturedOutput output) {
		this.runnerWithTable.withPropertyValues("jwt-security.audit.failure=refuse").run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			JwtSecurityEventPublisher publisher = new JwtSecurityEventPublisher(context);
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
			transaction.executeWithoutResult((status) -> {
				letIn(context);
				status.setRollbackOnly();
			});
			assertThat(count(dataSource)).isZero();
			assertThat(lines(output)).isEmpty();
			transaction.executeWithoutResult((status) -> letIn(context));
			assertThat(count(dataSource)).isOne();
			publisher.publishNow(TestEvents.loginFailed());
			Awaitility.await().until(() -> count(dataSource) == 2);
			assertThat(lines(output)).hasSize(2);
		});
	}

	@Test
	void startWhenChoicesHaveBlanksOrCapitalsThenReadAlike() {
		this.runnerWithTable.withPropertyValues("jwt-security.audit.store= JDBC ", "jwt-security.audit.failure=Refuse ")
			.run((context) -> {
				assertThat(context).hasSingleBean(JdbcAuditGuard.class).hasSingleBean(JdbcAuditWriter.class);
				letIn(context);
				assertThat(count(context.getBean(DataSource.class))).isOne();
			});
	}

	@Test
	void admissionWhenRefuseAndTableFailsThenNobodyIsLetIn(CapturedOutput output) {
		this.runnerWithTable.withPropertyValues("jwt-security.audit.failure=refuse").run((context) -> {
			JdbcClient.create(context.getBean(DataSource.class)).sql("DROP TABLE jwt_security_audit").update();
			JwtSecurityEventPublisher publisher = new JwtSecurityEventPublisher(context);
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> letIn(context));
			assertThat(lines(output)).isEmpty();
			publisher.publishNow(TestEvents.loginFailed());
			assertThat(lines(output)).hasSize(1);
		});
		this.runnerWithTable.run((context) -> assertThat(context).doesNotHaveBean(JdbcAuditGuard.class));
	}

	@Test
	void admissionWhenEventIsNoneThenRefused() {
		this.runnerWithTable.withPropertyValues("jwt-security.audit.failure=refuse").run((context) -> {
			AdmissionGuard guard = context.getBean(AdmissionGuard.class);
			assertThatIllegalArgumentException().isThrownBy(() -> guard.admit(TestEvents.loginFailed()))
				.withMessage("LoginFailed is not an admission");
			assertThat(count(context.getBean(DataSource.class))).isZero();
		});
	}

	private static void letIn(ApplicationContext context) {
		context.getBean(AdmissionGuard.class).admit(TestEvents.loggedIn("alice"));
		new JwtSecurityEventPublisher(context).publishAfterCommit(TestEvents.loggedIn("alice"));
	}

	@Test
	void startWhenBeansAreLazyThenRecordsAllTheSame(CapturedOutput output) {
		this.runnerWithTable
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.publishEvent(TestEvents.loginFailed());
				assertThat(lines(output)).hasSize(1);
				Awaitility.await().until(() -> count(context.getBean(DataSource.class)) == 1);
			});
	}

	@ParameterizedTest
	@CsvSource({ "retention=59s, jwt-security.audit.retention must be from 1m to 36500d",
			"store=maybe, jwt-security.audit.store", "failure=refuse, which needs jwt-security.audit.store to be jdbc",
			"failure=maybe, jwt-security.audit.failure" })
	void startWhenPropertyMakesNoSenseThenNamesIt(String property, String message) {
		this.runner.withPropertyValues("jwt-security.audit." + property)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(message));
	}

	@Test
	void startWhenNoDataSourceThenSaysWhatToAdd(CapturedOutput output) {
		assertThatThrownBy(() -> run(List.of(Nothing.class), "--jwt-security.audit.store=jdbc"))
			.hasRootCauseInstanceOf(MissingRepositoryException.class);
		assertThat(output)
			.contains("APPLICATION FAILED TO START",
					"jwt-security.audit.store is jdbc, but there is no store for audit records: no DataSource.",
					"Action:", "spring-boot-starter-jdbc", "Remove jwt-security.audit.store.")
			.doesNotContain("Declare a bean");
	}

	@Test
	void startWhenNoJdbcThenSaysWhatToAdd() {
		this.runner.withPropertyValues("jwt-security.audit.store=jdbc")
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.boot.sql"))
			.withBean("own", DataSource.class, DriverManagerDataSource::new)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("no Spring JDBC on the class path for the DataSource own"));
	}

	@Test
	void startWhenTableIsMissingThenSaysHowToGetIt(CapturedOutput output) {
		assertThatThrownBy(() -> run(List.of(OneDataSource.class), "--jwt-security.audit.store=jdbc",
				"--jwt-security.jdbc.initialize-schema=never"))
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "The table jwt_security_audit is missing", "Action:",
				"jwt-security.jdbc.initialize-schema");
	}

	private static LoggingSystem loggingSystem() {
		return LoggingSystem.get(AuditAutoConfigurationTests.class.getClassLoader());
	}

	private static ConfigurableApplicationContext run(List<Class<?>> configurations, String... arguments) {
		List<Class<?>> sources = new ArrayList<>(configurations);
		sources.add(io.github.jwtsecurity.audit.AuditAutoConfiguration.class);
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.NONE)
			.run(arguments);
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> LOGGER.matcher(line).find()).toList();
	}

	private static int count(DataSource dataSource) {
		return JdbcClient.create(dataSource)
			.sql("SELECT COUNT(*) FROM jwt_security_audit")
			.query(Integer.class)
			.single();
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	static class OneDataSource {

		@Bean
		DataSource dataSource() {
			TestDatabase database = TestDatabase.h2();
			return new DriverManagerDataSource(database.url(), database.user(), database.password());
		}

	}

	static class FailingListener {

		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE + 1)
		void on(JwtSecurityEvent event) {
			throw new IllegalStateException("a listener of the application");
		}

	}

	static class FailingAudit {

		@EventListener
		void on(AuditApplicationEvent event) {
			throw new IllegalStateException("alice said");
		}

	}

}
