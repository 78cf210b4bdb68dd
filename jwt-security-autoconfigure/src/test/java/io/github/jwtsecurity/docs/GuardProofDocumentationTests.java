package io.github.jwtsecurity.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.jwtsecurity.test.GuardedRoutesAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for the page about the guard proof. {@link RouteTests} and {@link TaskRouteTests}
 * are its examples.
 */
class GuardProofDocumentationTests {

	@Test
	void messageAndReportAreThoseOfThePage(@TempDir Path directory) throws IOException {
		System.setProperty("jwt-security.test.report-directory", directory.toString());
		try (NoteServer server = NoteServer.start(Orders.class)) {
			String message = catchThrowable(
					() -> GuardedRoutesAssert.assertThat(server.context()).hasOnlySettledRoutes())
				.getMessage()
				.replace(directory.toString(), "/home/ada/notes/target/jwt-security");
			assertThat(texts()).contains(normalize(message));
			assertThat(Files.readString(directory.resolve("routes.md"))).contains(rows());
		}
		finally {
			System.clearProperty("jwt-security.test.report-directory");
		}
	}

	private static List<String> rows() {
		return Page.of("docs/guard-proof.md").text().lines().filter((line) -> line.startsWith("| `")).toList();
	}

	/**
	 * Returns the blocks of the page, whose long lines are wrapped.
	 */
	private static List<String> texts() {
		return Page.of("docs/guard-proof.md")
			.blocks()
			.stream()
			.filter((block) -> block.language().equals("text"))
			.map((block) -> normalize(block.text()))
			.toList();
	}

	private static String normalize(String text) {
		return text.strip().replaceAll("\\s+", " ");
	}

	@Import(OrderController.class)
	static class Orders {

	}

}
