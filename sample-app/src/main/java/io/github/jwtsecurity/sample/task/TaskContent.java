package io.github.jwtsecurity.sample.task;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/**
 * The part of a task that its owner can change.
 *
 * @param title the title
 * @param description the description, may be {@code null}
 * @param completed whether the task is completed
 */
record TaskContent(
		@NotBlank(message = "must not be blank") @CodePointLength(max = 200,
				message = "must have at most {max} characters") @Pattern(regexp = STORABLE,
						message = NOT_STORABLE) String title,
		@CodePointLength(max = 10_000, message = "must have at most {max} characters") @Pattern(regexp = STORABLE,
				message = NOT_STORABLE) @Nullable String description,
		boolean completed) {

	/**
	 * The texts that PostgreSQL can store: without NUL and unpaired surrogates.
	 */
	private static final String STORABLE = "[^\\x00\\p{Cs}]*";

	private static final String NOT_STORABLE = "must not have NUL characters or unpaired surrogates";

}
