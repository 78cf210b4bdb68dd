package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.docs.OwnedNotes.NoteService;
import io.github.jwtsecurity.ownership.MethodOwnershipAutoConfiguration;
import io.github.jwtsecurity.test.WithJwtUser;
import io.github.jwtsecurity.token.TokenAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringJUnitConfig(OwnedNotes.class)
@ImportAutoConfiguration({ TokenAutoConfiguration.class, MethodOwnershipAutoConfiguration.class })
@TestPropertySource(properties = "jwt-security.generate-secret=true")
class OwnedNotesTests {

	@Autowired
	private NoteService notes;

	@Test
	@WithJwtUser("alice")
	void notesAreForTheirOwner() {
		assertThat(this.notes.list("alice")).containsExactly("a note of alice");
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> this.notes.list("bob"));
	}

}
