package io.github.jwtsecurity.test;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for the guard proof and the generated tests with the holes of
 * {@link HoleyApplication}.
 */
@SpringBootTest(classes = HoleyApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.ownership.lookalikes=ignore",
				"jwt-security.ownership.uninspectable=ignore" })
@AutoConfigureTestTokens
@ContextCustomizerFactories(HandlerProbeFactory.class)
class HoleyApplicationTests {

	/** The holes that the guard proof finds, with a part of the remedy. */
	private static final List<Hole> UNSETTLED = List.of(
			new Hole("GET /users/{id}/orders: {id} looks like a user id", "Rename the variable"),
			new Hole("GET /notes/{uid}: {uid} looks like a user id", "Rename the variable"),
			new Hole("GET /invoices: the request parameter 'user_id' looks like a user id",
					"add io.github.jwtsecurity.test.HoleyApplication$Api#invoices to jwt-security.ownership.acknowledged"),
			new Hole("POST /transfers: the property 'fromUserId' of Transfer looks like a user id",
					"Use the user id of the token instead"),
			new Hole("GET /archive/**: the handler reads a part of the path itself",
					"Name the parts of the path in the mapping"),
			new Hole("ReportMapping cannot be inspected", "HoleyApplication$ReportMapping to"),
			new Hole("HoleyApplication cannot be inspected", "the predicate"),
			new Hole("* /legacy/* cannot be inspected", "jwt-security.ownership.patterns"),
			new Hole("* /back-office/* cannot be inspected", "a context of its own"),
			new Hole("* /downloads/**: the files of file", "Name the user id in the pattern"),
			new Hole("GET /shared/**: the files of file", "Name the user id in the pattern"));

	/** The holes that the generated tests find. */
	private static final List<Hole> UNGUARDED = List.of(
			new Hole("GET /exports/{user_id} as another user: the handler ran", "may ignore interceptors"),
			new Hole("GET /internal/{user_id}/notes as the owner: the owner did not reach the handler",
					"JwtSecurityConfigurer.jwtSecurity()"),
			new Hole("GET /ignored/{user_id} as the owner: the owner did not reach the handler", "may not read tokens"),
			new Hole("GET /api/{user_id}/maintained as another user: the request was not refused",
					"A filter or an interceptor"),
			new Hole("GET /api/{user_id}/cached as nobody: the request was not refused", "A filter or an interceptor"),
			new Hole("GET /api/{user_id}/softened as another user: the request was not refused",
					"do not replace responses"));

	@Autowired
	private WebApplicationContext context;

	@Test
	void proofThenNamesEachHoleWithRemedies() {
		Throwable failure = catchThrowable(() -> GuardedRoutesAssert.assertThat(this.context).hasOnlySettledRoutes());
		assertThat(failure).isInstanceOf(AssertionError.class);
		List<String> problems = failure.getMessage().lines().filter((line) -> line.startsWith("- ")).toList();
		assertThat(problems).hasSameSizeAs(UNSETTLED);
		assertThat(UNSETTLED).allSatisfy((hole) -> assertThat(problems).anyMatch(hole::isNamed));
		assertThat(failure)
			.hasMessageContaining("All routes: " + Path.of("target", "jwt-security", "routes.md").toAbsolutePath());
	}

	@Test
	void reviewThenHasEachRouteOnce() {
		assertThat(RouteReview.of(this.context).routes()).extracting(ReviewedRoute::route).doesNotHaveDuplicates();
	}

	@Test
	void generatedTestsThenNameEachHole() {
		Stream<DynamicTest> tests = new GuardedRouteTests() {
		}.guardedRoutes(this.context);
		List<String> failures = tests.map((test) -> catchThrowable(() -> test.getExecutable().execute()))
			.filter(Objects::nonNull)
			.map(Throwable::getMessage)
			.toList();
		assertThat(UNGUARDED).allSatisfy((hole) -> assertThat(failures).anyMatch(hole::isNamed));
		assertThat(failures).allMatch(
				(failure) -> Stream.of("/exports/", "/internal/", "/ignored/", "/maintained", "/cached", "/softened")
					.anyMatch((path) -> failure.split(" as ")[0].contains(path)));
	}

	/**
	 * A hole.
	 *
	 * @param problem the beginning of the problem, with the route
	 * @param remedy a part of the rest
	 */
	private record Hole(String problem, String remedy) {

		boolean isNamed(String text) {
			return text.contains(this.problem) && text.contains(this.remedy);
		}

	}

}
