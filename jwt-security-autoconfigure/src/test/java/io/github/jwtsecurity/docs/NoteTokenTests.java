package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.test.AutoConfigureTestTokens;
import io.github.jwtsecurity.test.TestTokens;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@TestPropertySource(properties = "spring.flyway.enabled=false")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jwt-security.jwk-set-uri=https://issuer.example/jwks",
				"jwt-security.issuer=https://issuer.example" })
@AutoConfigureMockMvc
@AutoConfigureTestTokens
class NoteTokenTests {

	@Autowired
	private TestTokens tokens;

	@Autowired
	private MockMvcTester mvc;

	@LocalServerPort
	private int port;

	@Test
	void tokensAreVerified() {
		assertThat(this.mvc.get().uri("/api/alice/notes").header("Authorization", this.tokens.bearer("alice")))
			.hasStatus(200);
		assertThat(this.mvc.get().uri("/api/alice/notes").header("Authorization", this.tokens.bearer("bob")))
			.hasStatus(403);
		String expired = this.tokens.forUser("alice").expired().bearer();
		assertThat(this.mvc.get().uri("/api/alice/notes").header("Authorization", expired)).hasStatus(401);
	}

	@Test
	void otherTokensAreRefused() {
		this.tokens.refused("alice")
			.forEach((fault,
					token) -> assertThat(
							this.mvc.get().uri("/api/alice/notes").header("Authorization", "Bearer " + token))
						.as(fault)
						.hasStatus(401));
	}

	@Test
	void tokensAreVerifiedOverHttp() {
		RestTestClient client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		client.get()
			.uri("/api/alice/notes")
			.header("Authorization", this.tokens.bearer("alice"))
			.exchange()
			.expectStatus()
			.isOk();
		client.get()
			.uri("/api/alice/notes")
			.header("Authorization", this.tokens.forUser("alice").signedWithForeignKey().bearer())
			.exchange()
			.expectStatus()
			.isUnauthorized();
	}

	@Test
	void tokenHasTheClaims() {
		String token = this.tokens.forUser("alice")
			.claim("email", "alice@acme.example")
			.authorities("notes:read")
			.header("typ", "at+jwt")
			.withoutClaim("jti")
			.bearer();
		assertThat(this.mvc.get().uri("/me").header("Authorization", token)).bodyText()
			.isEqualTo("alice has the address alice@acme.example");
	}

}
