package io.github.jwtsecurity.docs;

import io.github.jwtsecurity.test.WithJwtUser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringJUnitConfig(NoteArchiveTests.Archive.class)
class NoteArchiveTests {

	@Autowired
	private NoteArchive archive;

	@Test
	@WithJwtUser(value = "alice", authorities = "archive")
	void archiveIsForItsOwner() {
		assertThat(this.archive.of("alice")).isEqualTo("the archive of alice");
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> this.archive.of("bob"));
	}

	@Test
	@WithJwtUser("alice")
	void archiveNeedsTheAuthority() {
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> this.archive.of("alice"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import(NoteArchive.class)
	static class Archive {

	}

	static class NoteArchive {

		@PreAuthorize("#userId == authentication.name and hasAuthority('SCOPE_archive')")
		String of(String userId) {
			return "the archive of " + userId;
		}

	}

}
