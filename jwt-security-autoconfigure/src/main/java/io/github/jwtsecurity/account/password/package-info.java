/**
 * Passwords: the rules for new passwords, their hashes, and the queue in which they wait
 * to be hashed. Start here when a password is not accepted. This package does not know
 * accounts. Applications can replace the
 * {@link io.github.jwtsecurity.account.password.PasswordPolicy}.
 */
@NullMarked
package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.NullMarked;
