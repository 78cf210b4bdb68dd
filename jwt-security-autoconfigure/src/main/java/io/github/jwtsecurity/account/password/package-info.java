/**
 * Passwords: the rules for new passwords, their hashes, and the queue in which they wait
 * to be hashed. Start here when a password is not accepted. This package does not know
 * accounts.
 */
@NullMarked
package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.NullMarked;
