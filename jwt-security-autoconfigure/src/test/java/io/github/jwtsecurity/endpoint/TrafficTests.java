package io.github.jwtsecurity.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jwtsecurity.MutableClock;
import io.github.jwtsecurity.TestDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with an hour of concurrent valid and invalid requests. The log, the table and the
 * meters must agree exactly with the requests.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrafficTests {

	private static final int CLIENTS = 4;

	private static final int MINUTES = 60;

	private static final int REQUESTS_PER_MINUTE = 9;

	private static final Pattern LINE = Pattern
		.compile("jwtsecurity\\.audit +: (\\w+) .*?outcome=\\w+(?: reason=(\\S+))?(?:.* session_count=(\\d+))?.*"
				+ " user_agent=(\\S+)");

	/** The expected records by user agent, which is different for each request. */
	private final Map<String, List<String>> expected = new ConcurrentHashMap<>();

	@Test
	void sendThenEachRequestIsRecordedOnceInEachPlace(CapturedOutput output) throws Exception {
		try (AccountApplication.Running application = start()) {
			send(application);
			assertThat(this.expected).hasSize(CLIENTS * MINUTES * REQUESTS_PER_MINUTE);
			Map<String, List<String>> wanted = recorded(this.expected);
			assertThat(wanted.values().stream().flatMap(List::stream).map(TrafficTests::event).distinct())
				.containsExactlyInAnyOrder(TrafficClient.EVENTS);
			assertThat(ofLog(output)).isEqualTo(wanted);
			JdbcClient table = application.context().getBean(JdbcClient.class);
			Awaitility.await().until(() -> ofTable(table).equals(wanted));
			assertThat(ofMeters(application.context().getBean(MeterRegistry.class))).isEqualTo(counts(wanted));
		}
	}

	private static AccountApplication.Running start() {
		return AccountApplication.start(TestDatabase.postgresql(),
				new Class<?>[] { StandingClock.class, AllAutoConfigurations.class },
				"jwt-security.rate-limit.enabled=true", "jwt-security.audit.store=jdbc", "spring.flyway.enabled=false",
				"jwt-security.sessions.revocation-failure=open", "server.forward-headers-strategy=native");
	}

	private void send(AccountApplication.Running application) throws InterruptedException, ExecutionException {
		MutableClock clock = application.context().getBean(MutableClock.class);
		CyclicBarrier minute = new CyclicBarrier(CLIENTS, () -> clock.advance(Duration.ofMinutes(1)));
		ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Callable<Void>> clients = IntStream.range(0, CLIENTS)
				.<Callable<Void>>mapToObj((number) -> () -> run(new TrafficClient(application, clock, number), minute))
				.toList();
			for (Future<Void> done : executor.invokeAll(clients)) {
				done.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private Void run(TrafficClient client, CyclicBarrier minute)
			throws InterruptedException, BrokenBarrierException, TimeoutException {
		for (int i = 0; i < MINUTES; i++) {
			for (int j = 0; j < REQUESTS_PER_MINUTE; j++) {
				client.send(this.expected);
			}
			minute.await(2, TimeUnit.MINUTES);
		}
		return null;
	}

	private static Map<String, List<String>> recorded(Map<String, List<String>> all) {
		return all.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().isEmpty())
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().stream().sorted().toList()));
	}

	private static Map<String, List<String>> ofLog(CapturedOutput output) {
		Map<String, List<String>> found = new ConcurrentSkipListMap<>();
		output.getAll().lines().filter((line) -> line.contains("jwtsecurity.audit")).forEach((line) -> {
			Matcher matcher = LINE.matcher(line);
			assertThat(matcher.find()).as(line).isTrue();
			add(found, matcher.group(4), matcher.group(1), matcher.group(2), matcher.group(3));
		});
		return recorded(found);
	}

	private static Map<String, List<String>> ofTable(JdbcClient table) {
		Map<String, List<String>> found = new TreeMap<>();
		table.sql("SELECT user_agent, event, reason, session_count FROM jwt_security_audit")
			.query()
			.listOfRows()
			.forEach((row) -> add(found, (String) row.get("user_agent"), row.get("event"), row.get("reason"),
					row.get("session_count")));
		return recorded(found);
	}

	private static void add(Map<String, List<String>> found, String userAgent, Object... eventReasonAndCount) {
		found.computeIfAbsent(userAgent, (unused) -> new ArrayList<>())
			.add(Stream.of(eventReasonAndCount)
				.filter(Objects::nonNull)
				.map(Object::toString)
				.collect(Collectors.joining(" ")));
	}

	/**
	 * Returns the counts that are not zero, by meter and its most specific tag.
	 */
	private static Map<String, Double> ofMeters(MeterRegistry registry) {
		return registry.getMeters()
			.stream()
			.filter(Counter.class::isInstance)
			.map(Counter.class::cast)
			.filter((counter) -> counter.getId().getName().startsWith("jwtsecurity.") && counter.count() > 0)
			.collect(Collectors.toMap((counter) -> counter.getId().getName() + Stream.of("outcome", "reason", "limit")
				.flatMap((key) -> counter.getId().getTags().stream().filter(has(key)))
				.map((tag) -> " " + tag.getValue())
				.collect(Collectors.joining()), Counter::count));
	}

	private static Predicate<Tag> has(String key) {
		return (tag) -> tag.getKey().equals(key);
	}

	private static Map<String, Double> counts(Map<String, List<String>> wanted) {
		return wanted.values()
			.stream()
			.flatMap(List::stream)
			.collect(Collectors.toMap(TrafficClient::meter, TrafficClient::amount, Double::sum));
	}

	private static String event(String eventAndReason) {
		return eventAndReason.split(" ")[0];
	}

	@Configuration(proxyBeanMethods = false)
	static class StandingClock {

		@Bean
		MutableClock clock() {
			return new MutableClock();
		}

	}

}
