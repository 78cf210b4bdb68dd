package io.github.jwtsecurity.docs;

import java.util.concurrent.CompletableFuture;

import io.github.jwtsecurity.ownership.UserIdResolver;

import org.springframework.scheduling.annotation.Async;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

@Component
class NoteReports {

	private final Notes notes;

	private final UserIdResolver userIdResolver;

	NoteReports(Notes notes, UserIdResolver userIdResolver) {
		this.notes = notes;
		this.userIdResolver = userIdResolver;
	}

	@Async
	CompletableFuture<String> ofCurrentUser() {
		return CompletableFuture.completedFuture(create());
	}

	String create() {
		String userId = this.userIdResolver.resolve(SecurityContextHolder.getContext().getAuthentication());
		if (userId == null) {
			throw new AccessDeniedException("There is no user on this thread");
		}
		return String.join("\n", this.notes.of(userId));
	}

}
