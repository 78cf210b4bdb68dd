package io.github.jwtsecurity.test.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwtsecurity.LibraryAutoConfigurations;
import io.github.jwtsecurity.TestTokens;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for the attacks on requests, with filters before the security filters that each
 * have one weakness, and with paths that are not guarded.
 */
@SpringBootTest(classes = WeakChainTests.Application.class, properties = "jwt-security.secret=" + TestTokens.SECRET)
class WeakChainTests {

	private static final String OWNER = AttackSettings.DEFAULT.owner();

	private static final String OTHER = AttackSettings.DEFAULT.other();

	@Autowired
	private WebApplicationContext context;

	@ParameterizedTest
	@MethodSource
	void attackWhenTokenIsReadElsewhereThenFindsThat(String sent,
			Function<HttpServletRequest, @Nullable String> place) {
		assertThat(failures(AttackedApplication.PATH, new WeakFilter(place)))
			.extracting((result) -> result.attack().sent())
			.contains(sent);
	}

	static Stream<Arguments> attackWhenTokenIsReadElsewhereThenFindsThat() {
		return Stream.of(read("query parameter `access_token`", (request) -> request.getParameter("access_token")),
				read("form parameter `access_token`", (request) -> request.getParameter("access_token")),
				read("header `X-Access-Token`", (request) -> after("Bearer ", request.getHeader("X-Access-Token"))),
				read("cookie `jwt`", (request) -> cookie("jwt", request)),
				read("`Basic <token>`", (request) -> after("Basic ", request.getHeader("Authorization"))),
				read("`<token>`", (request) -> bare(request.getHeader("Authorization"))),
				read("two headers, one of them with a forged token",
						(request) -> after("Bearer ", request.getHeader("Authorization"))),
				read("two tokens in one header", (request) -> {
					String header = request.getHeader("Authorization");
					return (header != null) ? after("Bearer ", header.split(",")[0]) : null;
				}), read("no `Authorization` header", (request) -> (request.getHeader("Authorization") != null) ? null
						: KeyTokenSource.secret().token(OWNER)));
	}

	private static Arguments read(String sent, Function<HttpServletRequest, @Nullable String> place) {
		return Arguments.of(sent, place);
	}

	private static @Nullable String after(String prefix, @Nullable String text) {
		return (text != null && text.startsWith(prefix)) ? text.substring(prefix.length()) : null;
	}

	private static @Nullable String bare(@Nullable String text) {
		return (text != null && !text.contains(" ")) ? text : null;
	}

	private static @Nullable String cookie(String name, HttpServletRequest request) {
		return (request.getCookies() != null) ? Arrays.stream(request.getCookies())
			.filter((cookie) -> cookie.getName().equals(name))
			.map((cookie) -> cookie.getValue())
			.findFirst()
			.orElse(null) : null;
	}

	@Test
	void attackWhenPathIsNotGuardedThenFindsThat() {
		assertThat(names("/plain/{owner}/notes")).containsOnly("Path of another user", "Similar user id",
				"Twisted path of another user");
	}

	@Test
	void attackWhenOnlyTheWrittenPathIsGuardedThenFindsThat() {
		Filter guard = (request, response, chain) -> {
			String path = ((HttpServletRequest) request).getRequestURI();
			if (path.contains(OTHER) && ((HttpServletRequest) request).getHeader("Authorization") != null
					&& !isOther((HttpServletRequest) request)) {
				((HttpServletResponse) response).sendError(403);
			}
			else {
				chain.doFilter(request, response);
			}
		};
		assertThat(names("/plain/{owner}/notes", guard)).contains("Twisted path of another user")
			.doesNotContain("Path of another user");
	}

	private static boolean isOther(HttpServletRequest request) {
		return new String(TokenText.decode(TokenText.part(request.getHeader("Authorization"), 1))).contains(OTHER);
	}

	@Test
	void attackWhenPathHasNoUserIdThenSkipsOtherUsers() {
		AttackReport report = kit().report("/me");
		assertThat(report.failures()).isEmpty();
		assertThat(report.results()).filteredOn(AttackResult::isSkipped)
			.extracting((result) -> result.attack().name(), (result) -> result.outcome().got())
			.contains(tuple("Path of another user", AttackTarget.NO_USER_ID));
	}

	@Test
	void attackWhenValidTokenIsRefusedThenNothingIsProved() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> kit().attack("/api/{user_id}/unknown"))
			.withMessageContaining("GET /api/" + OWNER + "/unknown got 404 before the attacks, with a valid token");
	}

	@Test
	void attackWhenTestHasAUserThenSaysSo() {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("alice", "", "ROLE_X"));
		try {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> kit().attack(AttackedApplication.PATH))
				.withMessageStartingWith("The test has a user already");
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	@Test
	void attackWhenExceptionIsUnknownThenListsTheNames() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> kit().except("Two tokenz", "typo").attack(AttackedApplication.PATH))
			.withMessageStartingWith("There is no attack with the name 'Two tokenz'. The names are: ")
			.withMessageContaining("Two tokens");
	}

	@Test
	void attackWhenExceptedThenSkippedWithTheReason() {
		AttackReport report = kit().except("Path of another user", "the notes are public")
			.except("Twisted path of another user", "the notes are public")
			.except("Similar user id", "the notes are public")
			.report("/plain/{owner}/notes");
		assertThat(report.failures()).isEmpty();
		assertThat(report.markdown()).contains("| – | the notes are public | skipped |");
	}

	private Set<String> names(String path, Filter... filters) {
		return failures(path, filters).stream().map((result) -> result.attack().name()).collect(Collectors.toSet());
	}

	private List<AttackResult> failures(String path, Filter... filters) {
		return kit(filters).report(path).failures();
	}

	private AttackKit kit(Filter... filters) {
		return new AttackKit(new MockMvcService(AttackedApplication.mockMvc(this.context, filters)),
				KeyTokenSource.secret(), AttackSettings.DEFAULT);
	}

	@Configuration(proxyBeanMethods = false)
	@LibraryAutoConfigurations
	@Import(AttackedApplication.class)
	static class Application {

	}

}
