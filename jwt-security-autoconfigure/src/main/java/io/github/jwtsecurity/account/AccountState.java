package io.github.jwtsecurity.account;

import org.jspecify.annotations.Nullable;

/**
 * The changeable state of an {@link Account}, apart from its credentials.
 *
 * @param enabled whether the user may log in
 * @param emailVerified whether the user has proved that the email address is theirs
 * @param language the language for mail as a BCP 47 tag of at most 35 characters,
 * {@code null} if it is not known
 */
public record AccountState(boolean enabled, boolean emailVerified, @Nullable String language) {

}
