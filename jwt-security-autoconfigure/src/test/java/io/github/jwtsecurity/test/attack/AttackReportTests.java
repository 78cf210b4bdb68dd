package io.github.jwtsecurity.test.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AttackReport} and {@link ReportFile}.
 */
class AttackReportTests {

	private static final String PROPERTY = "jwt-security.test.report-directory";

	@TempDir
	private Path directory;

	@BeforeEach
	void setDirectory() {
		System.setProperty(PROPERTY, this.directory.resolve("reports").toString());
	}

	@AfterEach
	void clearDirectory() {
		System.clearProperty(PROPERTY);
	}

	@Test
	void writeWhenSeveralPathsThenOneSectionForEach() throws IOException {
		ReportFile.write(report("GET /b", Verdict.REFUSED));
		ReportFile.write(report("GET /a", Verdict.GOT_THROUGH));
		Path file = ReportFile.write(report("GET /b", Verdict.UNEXPECTED));
		assertThat(file).isEqualTo(this.directory.resolve("reports/attacks.md")).content().isEqualTo("""
				# Attacks

				## GET /a

				1 attacks: 0 refused, 1 got through, 0 answered unexpectedly, 0 skipped.

				| attack | sent | standard | expected | got | verdict |
				|---|---|---|---|---|---|
				| No token | nothing | RFC 6750 | 401 | 200 | **got through** |

				## GET /b

				1 attacks: 0 refused, 0 got through, 1 answered unexpectedly, 0 skipped.

				| attack | sent | standard | expected | got | verdict |
				|---|---|---|---|---|---|
				| No token | nothing | RFC 6750 | 401 | 200 | **unexpected** |
				""");
		assertThat(Files.list(file.getParent())).hasSize(1);
	}

	@Test
	void attackWhenItGetsThroughThenMessageNamesItAndTheFile() {
		Service open = new StubService((request) -> new AttackResponse(200, List.of(), ""));
		AttackKit kit = new AttackKit(open, KeyTokenSource.secret(), AttackSettings.DEFAULT);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> kit.attack("/api/{user_id}/notes"))
			.satisfies((error) -> assertThat(error.getMessage())
				.startsWith("GET /api/{user_id}/notes over a function: ")
				.contains("\n  - Unsigned token: `alg` is `\"nOnE\"`, expected 401, got 200 (RFC 8725, section 3.2)\n")
				.endsWith("\nAll attacks are in " + this.directory.resolve("reports/attacks.md")))
			.satisfies((error) -> assertThat(error.getMessage()).doesNotContain("eyJ"));
		assertThat(this.directory.resolve("reports/attacks.md")).content().doesNotContain("eyJ", "refused |");
	}

	@Test
	void attackWhenTransportIsAnotherThenKeepsTheOtherSection() {
		for (String transport : List.of("HTTP", "MockMvc")) {
			Service open = new StubService(transport, (request) -> new AttackResponse(200, List.of(), ""));
			AttackKit kit = new AttackKit(open, KeyTokenSource.secret(), AttackSettings.DEFAULT);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> kit.attack("/api/{user_id}/notes"));
		}
		assertThat(this.directory.resolve("reports/attacks.md")).content()
			.contains("## GET /api/{user_id}/notes over HTTP\n", "## GET /api/{user_id}/notes over MockMvc\n");
	}

	private static AttackReport report(String title, Verdict verdict) {
		Attack attack = new Attack("No token", "RFC 6750", "nothing", "401", () -> new Outcome(verdict, "200"));
		return new AttackReport(title, List.of(attack.run()));
	}

}
