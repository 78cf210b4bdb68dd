/**
 * Users and their passwords. Start here when a password is not accepted.
 */
@NullMarked
package io.github.jwtsecurity.account;

import org.jspecify.annotations.NullMarked;
