/**
 * Passwords: the rules for new ones, their hashes, and the queue in which they wait to be
 * hashed. This package knows nothing of accounts.
 */
@NullMarked
package io.github.jwtsecurity.account.password;

import org.jspecify.annotations.NullMarked;
