package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.Race;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The user on other threads, as {@code docs/ownership.md} describes it: fifty concurrent
 * users share the threads of a small pool.
 */
class AsyncDocumentationTests {

	private static final String SMALL_POOL = "spring.task.execution.pool.core-size=3";

	private static final int USERS = 50;

	/** Paths whose threads have the user without the decorator. */
	private static final String[] CARRIED = { "/later/notes", "/reports/callable", "/reports/web-async-task",
			"/reports/streaming", "/reports/wrapped" };

	@Test
	void userIsThereWithTheDecorator() throws Exception {
		try (NoteServer server = NoteServer.start(Decorated.class, SMALL_POOL)) {
			assertOwnNotes(server, CARRIED);
			assertOwnNotes(server, "/reports/async", "/reports/executor");
			assertRefused(server, "/reports/common-pool", "/reports/deferred");
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void userIsThereOnVirtualThreadsWithTheDecorator() throws Exception {
		try (NoteServer server = NoteServer.start(Decorated.class, "spring.threads.virtual.enabled=true")) {
			assertOwnNotes(server, CARRIED);
			assertOwnNotes(server, "/reports/async", "/reports/executor");
			assertRefused(server, "/reports/common-pool", "/reports/deferred");
		}
	}

	@Test
	void userIsAbsentWithoutTheDecorator() throws Exception {
		try (NoteServer server = NoteServer.start(Undecorated.class, SMALL_POOL)) {
			assertOwnNotes(server, CARRIED);
			assertRefused(server, "/reports/async", "/reports/executor", "/reports/common-pool", "/reports/deferred");
		}
	}

	/**
	 * The same threads have a user for one task, and none for the next.
	 */
	@Test
	void userIsGoneWhenTheTaskIsOver() throws Exception {
		try (NoteServer server = NoteServer.start(Undecorated.class, SMALL_POOL)) {
			List<Response> answers = Race.run(2 * USERS, (number) -> get(server,
					(number % 2 == 0) ? "/reports/callable" : "/reports/executor", "user" + number + "."));
			for (int number = 0; number < answers.size(); number++) {
				if (number % 2 == 0) {
					assertOwnNotes(answers.get(number), number);
				}
				else {
					assertRefused(answers.get(number));
				}
			}
		}
	}

	private static void assertOwnNotes(NoteServer server, String... paths) throws Exception {
		for (String path : paths) {
			List<Response> answers = Race.run(USERS, (number) -> get(server, path, "user" + number + "."));
			for (int number = 0; number < USERS; number++) {
				assertOwnNotes(answers.get(number), number);
			}
		}
	}

	private static void assertOwnNotes(Response answer, int number) {
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("a note of user" + number + ".");
	}

	private static void assertRefused(NoteServer server, String... paths) throws Exception {
		for (String path : paths) {
			assertThat(Race.run(USERS, (number) -> get(server, path, "user" + number + "."))).as(path)
				.allSatisfy(AsyncDocumentationTests::assertRefused);
		}
	}

	private static void assertRefused(Response answer) {
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.body()).contains("access_denied").doesNotContain("a note");
	}

	private static Response get(NoteServer server, String path, String user) {
		return server.get(path, TestTokens.validFor(user));
	}

	@EnableAsync
	@Configuration(proxyBeanMethods = false)
	@Import({ AsyncNotes.class, AsyncNoteController.class, NoteReports.class })
	static class Decorated {

	}

	@EnableAsync
	@Configuration(proxyBeanMethods = false)
	@Import({ AsyncNoteController.class, NoteReports.class })
	static class Undecorated {

	}

}
