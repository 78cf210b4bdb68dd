package io.github.jwtsecurity.sample.task;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/**
 * The part of a task that its owner decides.
 *
 * @param title what is to be done
 * @param description more about it, may be {@code null}
 * @param completed whether it is done
 */
record TaskContent(
		@NotBlank(message = "must not be blank") @CodePointLength(max = 200,
				message = "must have at most {max} characters") @Pattern(regexp = STORABLE,
						message = NOT_STORABLE) String title,
		@CodePointLength(max = 10_000, message = "must have at most {max} characters") @Pattern(regexp = STORABLE,
				message = NOT_STORABLE) @Nullable String description,
		boolean completed) {

	/**
	 * PostgreSQL stores neither NUL nor half of a surrogate pair.
	 */
	private static final String STORABLE = "[^\\x00\\p{Cs}]*";

	private static final String NOT_STORABLE = "must not have NUL characters or unpaired surrogates";

}
