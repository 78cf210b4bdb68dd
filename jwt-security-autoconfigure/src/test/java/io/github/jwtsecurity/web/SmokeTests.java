package io.github.jwtsecurity.web;

import io.github.jwtsecurity.RawHttp;
import io.github.jwtsecurity.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = GuardedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.secret=" + TestTokens.SECRET, "jwt-security.web.permit-all=/open/**",
				"jwt-security.ownership.patterns=/plain/{user_id}/**", "logging.level.io.github.jwtsecurity=debug" })
class SmokeTests {

	@LocalServerPort
	private int port;

	@Test
	void smoke() {
		RawHttp http = new RawHttp(this.port);
		String auth = "Authorization: Bearer " + TestTokens.validFor("alice");
		for (String path : new String[] { "/api/alice/items", "/api/bob/items", "/fn/alice/items", "/fn/bob/items",
				"/nested/alice/items", "/nested/bob/items", "/plain/alice/x", "/plain/bob/x", "/me", "/async/alice",
				"/async/bob", "/file-alice.json", "/file-bob.json", "/both/alice/alice", "/both/alice/bob",
				"/forward?to=/api/bob/items", "/forward?to=/api/alice/items", "/forward?to=/plain/bob/x",
				"/own/alice/forward?to=/fn/bob/items", "/own/alice/forward?to=/api/bob/items", "/nothing", "/broken",
				"/error", "/actuator/health", "/.well-known/oauth-protected-resource", "/api/bo%2Fb/items",
				"/api/alice;x=1/items", "/api//alice/items" }) {
			RawHttp.Response anonymous = http.get(path);
			RawHttp.Response response = http.get(path, auth);
			System.out.println(path + " -> " + anonymous.status() + " | " + response.status() + " "
					+ response.body().replace("\r\n", " "));
		}
		System.out.println(http.get("/me").headers());
		System.out.println(http.get("/me", "Authorization: Bearer x.y.z"));
		System.out.println(http.get("/open/hello").body() + http.get("/open/bob/items") + http.get("/open/needs-user")
				+ http.get("/open/bob/items", auth).status());
		System.out.println(http.send("OPTIONS", "/api/bob/items", auth).status() + " "
				+ http.send("OPTIONS", "/api/alice/items", auth).status() + " "
				+ http.send("OPTIONS", "/api/alice/items").status());
	}

}
