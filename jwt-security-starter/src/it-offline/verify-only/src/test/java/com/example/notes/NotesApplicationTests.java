package com.example.notes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.github.jwtsecurity.token.AccessTokenIssuer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "JWT_SECRET=q9TKkW3vYxN5uBzR7mDhFcJpLsGa2eVt8X4n")
class NotesApplicationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private AccessTokenIssuer tokens;

	@Test
	void onePropertyAndOneDependencyAreEnough() throws Exception {
		String token = this.tokens.issue("alice", "alice@example.com", Duration.ofHours(1)).getTokenValue();
		assertThat(get("/api/alice/notes", null).statusCode()).isEqualTo(401);
		assertThat(get("/api/alice/notes", token + "x").statusCode()).isEqualTo(401);
		assertThat(get("/api/bob/notes", token).statusCode()).isEqualTo(403);
		HttpResponse<String> own = get("/api/alice/notes", token);
		assertThat(own.statusCode()).isEqualTo(200);
		assertThat(own.body()).isEqualTo("[\"a note of alice\"]");
	}

	@Test
	void noDatabaseIsBroughtAlong() {
		assertThat(ClassUtils.isPresent("org.springframework.jdbc.core.JdbcTemplate", null)).isFalse();
		assertThat(ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", null)).isFalse();
	}

	@Test
	void noMetricsAreBroughtAlong() {
		assertThat(ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry", null)).isFalse();
	}

	@Test
	void noTestLibrariesAreBroughtAlong() {
		assertThat(ClassUtils.isPresent("org.springframework.security.test.context.TestSecurityContextHolder", null))
			.isFalse();
	}

	private HttpResponse<String> get(String path, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
