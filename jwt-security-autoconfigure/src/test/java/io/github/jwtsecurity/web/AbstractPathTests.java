package io.github.jwtsecurity.web;

import java.util.List;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.RawHttp.Response;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for all known ways to write the path of another user, each of which must be
 * refused. The subclasses run them at the root, under a context path and under a servlet
 * path.
 */
@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.permit-all=/open/**",
				"jwt-security.ownership.patterns=/plain/{user_id}/**,/static/{user_id}/**",
				"spring.mvc.static-path-pattern=/static/**",
				"spring.web.resources.static-locations=classpath:/of-users/" })
abstract class AbstractPathTests {

	static final String ALICE = "Authorization: Bearer " + TestTokens.validFor("alice");

	private static final String BOB = "Authorization: Bearer " + TestTokens.validFor("bob");

	private final String contextPath;

	private final String mvcPath;

	@LocalServerPort
	private int port;

	RawHttp http;

	AbstractPathTests(String contextPath, String servletPath) {
		this.contextPath = contextPath;
		this.mvcPath = contextPath + servletPath;
	}

	@BeforeEach
	void connect() {
		this.http = new RawHttp(this.port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/%s/items", "/fn/%s/items", "/url/%s", "/async/%s", "/file-%s.json",
			"/both/%1$s/%1$s", "/open/%s/items", "/own/alice/forward?to=/api/%s/items", "/forward?to=/api/%s/items",
			"/forward?to=/fn/%s/items", "/own/alice/forward?to=/fn/%s/items", "/forward?to=/async/%s",
			"/files/%s/note.txt", "/filtered/%s/note.txt", "/forward?to=/files/%s/note.txt",
			"/own/alice/forward?to=/files/%s/note.txt", "/own/alice/forward?to=/filtered/%s/note.txt",
			"/own/alice/forward?to=/url/%s" })
	void getWhenPathNamesAUserThenOnlyThatUser(String template) {
		String own = target(template, "alice");
		String others = target(template, "bob");
		assertThat(this.http.get(own, ALICE).status()).as(own).isEqualTo(200);
		assertThat(this.http.get(others, ALICE).status()).as(others).isEqualTo(403);
		assertThat(this.http.get(others).status()).as(others).isEqualTo(401);
	}

	private String target(String template, String user) {
		return this.mvcPath + template.replace("to=/", "to=" + servletPath() + "/").formatted(user);
	}

	@Test
	void getWhenHandlerIsOutsideSpringMvcThenGuardedByPattern() {
		assertThat(this.http.get(this.contextPath + "/plain/alice/x", ALICE).status()).isEqualTo(200);
		assertThat(this.http.get(this.contextPath + "/plain/bob/x", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get(this.contextPath + "/plain/bob", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get(this.contextPath + "/plain/b%6Fb/x", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get(this.contextPath + "/plain/bob/x").status()).isEqualTo(401);
		assertThat(this.http.get(this.mvcPath + "/forward?to=/plain/bob/x", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get(this.mvcPath + "/open/forward?to=/plain/bob/x").status()).isEqualTo(401);
	}

	@Test
	void getWhenResourceIsAUsersThenGuardedByPattern() {
		assertThat(this.http.get(this.mvcPath + "/static/alice/note.txt", ALICE).status()).isEqualTo(200);
		assertThat(this.http.get(this.mvcPath + "/static/bob/note.txt", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get(this.mvcPath + "/static/b%6Fb/note.txt", ALICE).status()).isEqualTo(403);
	}

	/**
	 * Below a servlet path, Spring MVC does not find nested routes.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/nested/%s/items", "/whole/%s/items", "/deep/files/%s/note.txt",
			"/two/alice/files/%s/note.txt", "/tenants/1/files/%s/note.txt",
			"/fn/alice/forward?to=/deep/files/%s/note.txt" })
	void getWhenRouteIsNestedThenOnlyThatUser(String template) {
		String own = target(template, "alice");
		String others = target(template, "bob");
		assertThat(this.http.get(own, ALICE).status()).as(own).isEqualTo(servletPath().isEmpty() ? 200 : 418);
		assertRefused(this.http.get(others, ALICE), others);
		assertThat(this.http.get(others).status()).as(others).isEqualTo(401);
	}

	@Test
	void getWhenFileIsOfARouteWithoutUserIdThenServed() {
		assertThat(this.http.get(this.mvcPath + "/files/alice/shared/page.mjs", BOB).status()).isEqualTo(200);
		assertThat(this.http.get(this.mvcPath + "/filtered/open/page.mjs", BOB).status()).isEqualTo(200);
		assertThat(this.http.get(this.mvcPath + "/filtered/open/hello", BOB).status()).isEqualTo(200);
	}

	@Test
	void getWhenForwardedFromThePermittedThenStillGuarded() {
		String target = servletPath() + "/api/bob/items";
		assertThat(this.http.get(this.mvcPath + "/open/forward?to=" + target).status()).isEqualTo(401);
		assertThat(this.http.get(this.mvcPath + "/open/forward?to=" + target, ALICE).status()).isEqualTo(403);
		String open = servletPath() + "/open/bob/items";
		assertThat(this.http.get(this.mvcPath + "/open/forward?to=" + open).status()).isEqualTo(401);
	}

	@Test
	void getWhenOneOfTwoVariablesIsAnothersThenRefused() {
		assertThat(this.http.get(this.mvcPath + "/both/alice/bob", ALICE).status()).isEqualTo(403);
		assertThat(this.http.get(this.mvcPath + "/both/bob/alice", ALICE).status()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/b%6Fb/items", "/api/%62%6F%62/items", "/api/b%256Fb/items", "/api/bo%2562/items",
			"/api/bob%2Fitems", "/api/bob%2fitems", "/api/alice%2F..%2Fbob/items", "/api/alice/../bob/items",
			"/api/alice/%2e%2e/bob/items", "/api/alice/%2E%2E/bob/items", "/api/./bob/items",
			"/api/alice/..;/bob/items", "/api/alice;/../bob/items", "/api/bob;alice/items",
			"/api/bob;user_id=alice/items", "/api;x/bob/items", "/api/bob/items;x=y", "/api/bob%3Bx/items",
			"//api/bob/items", "/api//bob/items", "/api/bob//items", "/api/bob/items/", "/api/bob/items//",
			"/api/BOB/items", "/api/Bob/items", "/api/ALICE/items", "/api/Alice/items", "/API/bob/items",
			"/api/bob%00/items", "/api/alice%00bob/items", "/api/bob%0a/items", "/api/bob%0d%0aX:%20y/items",
			"/api/bob%20/items", "/api/%20bob/items", "/api/bob\\items", "/api/bob%5Citems",
			"/api/alice%5C..%5Cbob/items", "/api/bob?user_id=alice", "/api/bob/items?user_id=alice",
			"/api/bob/items?userId=alice&user_id=alice", "/api/bob/items#/api/alice", "/api/bob/items.json",
			"/api/bob/items%2ejson", "/api/%C0%AE%C0%AE/bob/items", "/api/%ff/items", "/api/%zz/items", "/api/%/items",
			"/api/bob%E2%80%8B/items", "/api/al%C4%B1ce/items", "/api/\u00e9/items", "/api/{user_id}/items",
			"/api/*/items", "/api/null/items", "/api/undefined/items", "/api/anonymousUser/items", "/api//items",
			"/api/%20/items" })
	void getWhenPathIsTwistedThenNeverAnotherUsersData(String path) {
		Response response = this.http.get(this.mvcPath + path, ALICE);
		assertRefused(response, path);
		assertRefused(this.http.get(this.mvcPath + path), path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/plain/alice/x", "/plain/bob/x" })
	void getWhenSlashBeforeAServletIsDoubledThenInvalidRequest(String path) {
		for (String target : List.of(this.contextPath + "/" + path, "/" + this.contextPath + path,
				this.contextPath + "//" + path, this.contextPath + "/" + servletPath() + "/api/alice/items")) {
			Response response = this.http.get(target, ALICE);
			assertThat(response.status()).as(target).isEqualTo(400);
			assertThat(response.body()).as(target).contains("\"code\":\"invalid_request\"");
		}
	}

	@Test
	void getWhenOwnPathIsEncodedThenDecodedValueCounts() {
		Response response = this.http.get(this.mvcPath + "/api/%61lice/items", ALICE);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).contains("\"path\":\"alice\"", "\"verified\":\"alice\"");
	}

	@Test
	void getWhenNobodyIsAuthenticatedThenNoNameMatches() {
		String anonymous = "Authorization: Bearer " + TestTokens.validFor("anonymousUser");
		assertThat(this.http.get(this.mvcPath + "/open/anonymousUser/items").status()).isEqualTo(401);
		assertThat(this.http.get(this.mvcPath + "/open/anonymousUser/items", anonymous).status()).isEqualTo(200);
	}

	@Test
	void sendWhenTargetIsAbsoluteThenPathCounts() {
		String authority = "http://localhost";
		assertThat(this.http.get(authority + this.mvcPath + "/api/alice/items", ALICE).status()).isEqualTo(200);
		assertRefused(this.http.get(authority + this.mvcPath + "/api/bob/items", ALICE), "absolute");
		assertRefused(this.http.get("http://alice@elsewhere.example" + this.mvcPath + "/api/bob/items", ALICE),
				"elsewhere");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Original-URL: %s/api/alice/items", "X-Rewrite-URL: %s/api/alice/items",
			"X-Forwarded-Prefix: /api/alice", "X-Forwarded-Path: %s/api/alice/items", "X-HTTP-Method-Override: GET",
			"X-Forwarded-For: 127.0.0.1", "X-User-Id: bob", "user_id: alice" })
	void getWhenHeaderNamesAnotherPathThenIgnored(String header) {
		assertThat(this.http.get(this.mvcPath + "/api/bob/items", ALICE, header.formatted(this.mvcPath)).status())
			.isEqualTo(403);
		assertThat(this.http
			.get(this.mvcPath + "/api/alice/items", ALICE, header.replace("alice", "bob").formatted(this.mvcPath))
			.body()).contains("\"path\":\"alice\"");
	}

	@Test
	void sendWhenOtherMethodThenStillRefused() {
		for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
			assertThat(this.http.send(method, this.mvcPath + "/api/bob/items", ALICE).status()).as(method)
				.isEqualTo(403);
			assertThat(this.http.send(method, this.mvcPath + "/api/alice/items", ALICE).status()).as(method)
				.isEqualTo(200);
		}
		assertThat(this.http.send("DELETE", this.mvcPath + "/items/7/of/bob", ALICE).status()).isEqualTo(403);
		assertThat(this.http.send("DELETE", this.mvcPath + "/items/7/of/alice", ALICE).status()).isEqualTo(200);
		for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE", "FOO", "get")) {
			assertRefused(this.http.send(method, this.mvcPath + "/api/bob/items", ALICE), method);
		}
		assertThat(this.http.send("POST", this.mvcPath + "/api/bob/items?_method=GET", ALICE).status()).isEqualTo(403);
	}

	@Test
	void getWhenTwoUsersThenEachHasTheirOwn() {
		assertThat(this.http.get(this.mvcPath + "/api/bob/items", BOB).body()).contains("\"verified\":\"bob\"");
		assertThat(this.http.get(this.mvcPath + "/api/alice/items", BOB).status()).isEqualTo(403);
		assertThat(this.http.get(this.mvcPath + "/me", BOB).body()).contains("\"user_id\":\"bob\"");
	}

	private String servletPath() {
		return this.mvcPath.substring(this.contextPath.length());
	}

	private static void assertRefused(Response response, String what) {
		assertThat(response.status()).as(what).isBetween(400, 499);
		assertThat(response.body()).as(what).doesNotContain("\"verified\"", "of bob");
	}

}
