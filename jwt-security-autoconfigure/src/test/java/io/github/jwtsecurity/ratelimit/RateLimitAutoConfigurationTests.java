package io.github.jwtsecurity.ratelimit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.jwtsecurity.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the auto-configuration of rate limits, and for its failures at start-up.
 */
@ExtendWith(OutputCaptureExtension.class)
class RateLimitAutoConfigurationTests {

	private static final String PREFIX = "jwt-security.rate-limit.";

	private static final String JDBC = PREFIX + "store=jdbc";

	private static final String ALWAYS = "jwt-security.jdbc.initialize-schema=always";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RateLimitAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withPropertyValues("jwt-security.accounts.enabled=true");

	@Test
	void startWhenNothingIsSetThenLimitsInMemory() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
			.run((context) -> assertLoginsUntilRefused(context, 5));
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ProxyManager.class)
			.doesNotHaveBean(JdbcBuckets.class)
			.doesNotHaveBean(BucketCleaner.class)
			.doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
	}

	@Test
	void startWhenMemoryOnPlatformForSeveralInstancesThenWarnsOnce(CapturedOutput output) {
		String fact = "Rate limits are kept in the memory of this instance";
		this.runner.run((context) -> assertThat(lines(output, fact)).singleElement().asString().contains("INFO"));
		this.runner.withPropertyValues("spring.main.cloud-platform=kubernetes")
			.run((context) -> assertThat(lines(output, fact)).element(1)
				.asString()
				.contains("WARN", "KUBERNETES", "jwt-security.rate-limit.store=jdbc", "ProxyManager"));
		this.runner.withPropertyValues("spring.main.cloud-platform=kubernetes", PREFIX + "enabled=false")
			.run((context) -> assertThat(lines(output, fact)).hasSize(2));
		this.runner.withPropertyValues("spring.main.cloud-platform=kubernetes")
			.withUserConfiguration(PrimaryOfTwo.class)
			.run((context) -> {
				assertThat(lines(output, fact)).hasSize(2);
				assertThat(context.getBean(RateLimiter.class).store()).isEqualTo(RateLimiter.Store.PROXY_MANAGER);
			});
	}

	private static List<String> lines(CapturedOutput output, String part) {
		return output.getAll().lines().filter((line) -> line.contains(part)).toList();
	}

	@Test
	void startThenTellsItsLimits() {
		this.runner.withPropertyValues(PREFIX + "signup.per-address=7/2h").run((context) -> {
			RateLimiter limiter = context.getBean(RateLimiter.class);
			assertThat(limiter.store()).isEqualTo(RateLimiter.Store.MEMORY);
			assertThat(limiter.limits()).containsExactly(Map.entry("login.per-account", "5/1m"),
					Map.entry("login.per-address", "30/1m"), Map.entry("login.total-per-account", "30/1m"),
					Map.entry("login.total-per-address", "120/1m"), Map.entry("mail.per-account", "5/1h"),
					Map.entry("mail.per-address", "20/1m"), Map.entry("password.per-account", "5/1m"),
					Map.entry("password.total-per-account", "30/1m"), Map.entry("refresh.per-address", "120/1m"),
					Map.entry("signup.per-address", "7/2h"));
		});
	}

	@Test
	void startWhenClientsCanChooseTheirAddressThenWarnsWithTheRemedy(CapturedOutput output) {
		String warning = "a client can choose its address";
		for (String harmless : List.of("native", "none", "")) {
			this.runner.withPropertyValues("server.forward-headers-strategy=" + harmless)
				.run((context) -> assertThat(lines(output, warning)).isEmpty());
		}
		this.runner.withPropertyValues("server.forward-headers-strategy=framework", PREFIX + "enabled=false")
			.run((context) -> assertThat(lines(output, warning)).isEmpty());
		this.runner.withPropertyValues("server.forward-headers-strategy=FRAMEWORK")
			.run((context) -> assertThat(lines(output, warning)).singleElement()
				.asString()
				.contains("WARN", "native", "server.tomcat.remoteip.internal-proxies", "replace"));
	}

	@Test
	void startWhenLockoutIsSetThenUsed() {
		this.runner.withPropertyValues("jwt-security.accounts.lockout.threshold=2").run((context) -> {
			RateLimiter limiter = context.getBean(RateLimiter.class);
			for (int i = 0; i < 2; i++) {
				limiter.login("alice", null, null).begin();
			}
			assertRetryAfter(() -> limiter.login("alice", null, null).begin(), Duration.ofMinutes(1));
		});
		this.runner.withPropertyValues("jwt-security.accounts.lockout.threshold=10001")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jwt-security.accounts.lockout.threshold must be from 0 to 10000"));
	}

	@Test
	void startWhenSwitchedOffThenNoLimit() {
		this.runner.withPropertyValues(PREFIX + "enabled=false", JDBC).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(JdbcBuckets.class);
			RateLimiter limiter = context.getBean(RateLimiter.class);
			assertThat(limiter.store()).isEqualTo(RateLimiter.Store.NONE);
			assertThat(limiter.limits()).isEmpty();
			for (int i = 0; i < 1_000; i++) {
				limiter.login("alice@example.com", null, "203.0.113.7").begin();
				limiter.passwordCheck("alice", "203.0.113.7").begin().cancelled();
				limiter.signup("new@example.com", "203.0.113.7").begin().succeeded();
				limiter.countRefresh("203.0.113.7");
			}
		});
	}

	@Test
	void startWhenNoAccountsThenNothing() {
		this.runner.withPropertyValues("jwt-security.accounts.enabled=false", JDBC)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RateLimiter.class)
				.doesNotHaveBean(RateLimitProperties.class));
	}

	@Test
	void startWhenLimitsAreSetThenUsed() {
		this.runner
			.withPropertyValues(PREFIX + "login.per-account=3/10m", PREFIX + "login.per-address=2/1h",
					PREFIX + "signup.per-address=1/30s", PREFIX + "refresh.per-address=1/1d",
					PREFIX + "memory.maximum-size=1000")
			.run((context) -> {
				assertLoginsUntilRefused(context, 3);
				RateLimiter limiter = context.getBean(RateLimiter.class);
				limiter.signup("new@example.com", "203.0.113.7").begin();
				assertRetryAfter(() -> limiter.signup("new@example.com", "203.0.113.7").begin(),
						Duration.ofSeconds(30));
				limiter.countRefresh("203.0.113.7");
				assertRetryAfter(() -> limiter.countRefresh("203.0.113.7"), Duration.ofDays(1));
				limiter.login("bob", null, "203.0.113.7").begin();
				limiter.login("carol", null, "203.0.113.7").begin();
				assertRetryAfter(() -> limiter.login("dave", null, "203.0.113.7").begin(), Duration.ofMinutes(30));
			});
	}

	@ParameterizedTest
	@CsvSource({ "login.per-account=5, written count/duration", "login.per-account=, login.per-account",
			"login.per-address=0/1m, the count must be from 1 to 1000000",
			"login.per-address=-3/1m, the count must be from 1 to 1000000",
			"signup.per-address=20/8d, the duration must be from 1s to 1d",
			"refresh.per-address=120/-1m, the duration must be from 1s to 1d",
			"refresh.per-address=120/60, the duration needs a unit", "store=redis, redis",
			"memory.maximum-size=999, must be from 1000 to 1000000", "memory.maximum-size=1000001, must be from 1000",
			"enabled=maybe, maybe" })
	void startWhenPropertyMakesNoSenseThenNamesIt(String property, String reason) {
		this.runner.withPropertyValues(PREFIX + property)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(property.substring(0, property.indexOf('=')))
				.hasStackTraceContaining(reason));
	}

	@Test
	void startWhenJdbcOnPostgresThenSharedByAllInstances() {
		WebApplicationContextRunner shared = this.runner.withPropertyValues(TestDatabase.postgresql().properties())
			.withPropertyValues(JDBC, ALWAYS);
		shared.run((one) -> shared.run((other) -> {
			for (int i = 0; i < 4; i++) {
				one.getBean(RateLimiter.class).login("alice", null, null).begin();
			}
			assertLoginsUntilRefused(other, 1);
			assertLoginsUntilRefused(one, 0);
			assertThat(one).hasSingleBean(BucketCleaner.class).doesNotHaveBean(ProxyManager.class);
			assertThat(one.getBean(BucketCleaner.class).isRunning()).isTrue();
			JdbcClient client = JdbcClient.create(one.getBean(DataSource.class));
			client.sql("UPDATE jwt_security_rate_limit SET expires_at = 1").update();
			one.getBean(BucketCleaner.class).clean();
			assertThat(client.sql("SELECT * FROM jwt_security_rate_limit").query().listOfRows()).isEmpty();
		}));
	}

	@Test
	void startWhenJdbcAndTableIsMissingThenSaysSo() {
		this.runner.withPropertyValues(TestDatabase.postgresql().properties())
			.withPropertyValues(JDBC)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("The table jwt_security_rate_limit is missing"));
	}

	@Test
	void startWhenJdbcOnAnotherDatabaseThenSaysWhatToDo() {
		this.runner.withPropertyValues(TestDatabase.h2().properties())
			.withPropertyValues(JDBC)
			.run((context) -> assertAnalysis(context.getStartupFailure(),
					"jwt-security.rate-limit.store is jdbc, but the database is H2. Rate limits can be kept in "
							+ "PostgreSQL only."));
	}

	@Test
	void startWhenJdbcAndNoDataSourceThenSaysWhatToDo() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(RateLimitAutoConfiguration.class))
			.withPropertyValues("jwt-security.accounts.enabled=true", JDBC)
			.run((context) -> assertAnalysis(context.getStartupFailure(), "there is no DataSource"));
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
			.withPropertyValues(JDBC)
			.run((context) -> assertAnalysis(context.getStartupFailure(), "no Spring JDBC on the class path"));
	}

	@ParameterizedTest
	@ValueSource(classes = { TextKeys.class, ByteKeys.class, PrimaryOfTwo.class, TextBesideNumbers.class })
	void startWhenApplicationHasAProxyManagerThenUsedWhateverTheStore(Class<?> configuration) {
		for (String store : new String[] { "memory", "jdbc" }) {
			this.runner.withUserConfiguration(configuration)
				.withPropertyValues(TestDatabase.h2().properties())
				.withPropertyValues(PREFIX + "store=" + store)
				.run((context) -> {
					assertLoginsUntilRefused(context, 5);
					assertThat(context).doesNotHaveBean(JdbcBuckets.class);
					assertThat(context.getBean("used", CaffeineProxyManager.class).getCache().estimatedSize())
						.as("two buckets for the account, and two for each of six addresses")
						.isEqualTo(14);
				});
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { NumberKeys.class, TwoOfThem.class })
	void startWhenNoProxyManagerCanBeTakenThenSaysWhatToDo(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration)
			.run((context) -> assertAnalysis(context.getStartupFailure(),
					"there is not one bean of type ProxyManager<String> or ProxyManager<byte[]>"));
	}

	private static void assertLoginsUntilRefused(ApplicationContext context, int count) {
		RateLimiter limiter = context.getBean(RateLimiter.class);
		for (int i = 0; i < count; i++) {
			limiter.login("alice", null, "198.51.100." + i).begin();
		}
		assertThatExceptionOfType(RateLimitExceededException.class)
			.isThrownBy(() -> limiter.login("alice", null, "198.51.100.99").begin());
	}

	private static void assertRetryAfter(Runnable attempt, Duration duration) {
		assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(attempt::run)
			.satisfies((ex) -> assertThat(ex.retryAfter()).isCloseTo(duration, Duration.ofSeconds(10)));
	}

	private static void assertAnalysis(Throwable failure, String description) {
		FailureAnalysis analysis = new UnusableStoreFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains(description);
		assertThat(analysis.getAction()).contains("Set jwt-security.rate-limit.store to memory",
				"bean of type ProxyManager<String>");
	}

	private static <K> CaffeineProxyManager<K> proxyManager() {
		return Bucket4jCaffeine.<K>builderFor(Caffeine.newBuilder()).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class TextKeys {

		@Bean
		CaffeineProxyManager<String> used() {
			return proxyManager();
		}

	}

	/**
	 * Keys as byte arrays, which are compared by content in Redis, but not in a map.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ByteKeys {

		private final CaffeineProxyManager<Long> used = proxyManager();

		@Bean
		CaffeineProxyManager<Long> used() {
			return this.used;
		}

		@Bean
		ProxyManager<byte[]> bytes() {
			return this.used.withMapper((key) -> (long) Arrays.hashCode(key));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryOfTwo {

		@Bean
		@Primary
		CaffeineProxyManager<String> used() {
			return proxyManager();
		}

		@Bean
		CaffeineProxyManager<String> second() {
			return proxyManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TextBesideNumbers {

		@Bean
		CaffeineProxyManager<String> used() {
			return proxyManager();
		}

		@Bean
		CaffeineProxyManager<Long> second() {
			return proxyManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NumberKeys {

		@Bean
		CaffeineProxyManager<Long> first() {
			return proxyManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoOfThem {

		@Bean
		CaffeineProxyManager<String> first() {
			return proxyManager();
		}

		@Bean
		CaffeineProxyManager<String> second() {
			return proxyManager();
		}

	}

}
