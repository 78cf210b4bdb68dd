/**
 * The endpoints of accounts, and the ways in which tokens get to clients: token
 * responses, cookies with protection against forged requests, and renewal in passing.
 * This package uses all others, and no other uses it.
 */
@NullMarked
package io.github.jwtsecurity.endpoint;

import org.jspecify.annotations.NullMarked;
