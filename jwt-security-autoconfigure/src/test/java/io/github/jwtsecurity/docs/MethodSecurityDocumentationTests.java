package io.github.jwtsecurity.docs;

import java.util.List;

import io.github.jwtsecurity.TestTokens;
import io.github.jwtsecurity.docs.OwnedNotes.NoteService;
import io.github.jwtsecurity.docs.OwnedNotes.OwnedNote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The examples of {@code docs/method-security.md}, over real HTTP and without a request.
 */
class MethodSecurityDocumentationTests {

	private static final String ALICE = TestTokens.validFor("alice");

	private static NoteServer server;

	@BeforeAll
	static void start() {
		server = NoteServer.start(Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void serviceIsCalledOnlyForItsOwner() {
		assertThat(server.get("/archive?of=alice", ALICE).body()).contains("a note of alice");
		server.get("/archive?of=bob", ALICE).refused(403, "not_owner");
		server.get("/archive", ALICE).refused(403, "not_owner");
		server.get("/archive?of=alice").refused(401, "token_missing");
	}

	@Test
	void returnedObjectIsSeenOnlyByItsOwner() {
		assertThat(server.get("/archive/2", ALICE).body()).isEqualTo("alice");
		server.get("/archive/1", ALICE).refused(403, "not_owner");
	}

	@Test
	void jobActsForTheUserInItsSecurityContext() {
		NoteService notes = server.bean(NoteService.class);
		assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
			.isThrownBy(() -> notes.list("alice"));
		Jwt token = server.bean(JwtDecoder.class).decode(ALICE);
		SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token, List.of()));
		assertThat(notes.list("alice")).containsExactly("a note of alice");
		notes.save(new OwnedNote(1, "alice"));
		assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(() -> notes.list("bob"));
		assertThatExceptionOfType(AuthorizationDeniedException.class)
			.isThrownBy(() -> notes.save(new OwnedNote(1, "bob")));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(OwnedNotes.class)
	static class Application {

		@Bean
		HelpfulAdvice helpfulAdvice() {
			return new HelpfulAdvice();
		}

	}

	/**
	 * Exception handlers of an application that would hide the refusal.
	 */
	@RestControllerAdvice
	static class HelpfulAdvice {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return ResponseEntity.ok("fine");
		}

	}

}
