/**
 * The endpoints for accounts, and the delivery of tokens to clients: token responses,
 * cookies with protection against forged requests, and renewal during requests. Start
 * here to find a URL of the library. This package may use all others, and no other
 * package uses it.
 */
@NullMarked
package io.github.jwtsecurity.endpoint;

import org.jspecify.annotations.NullMarked;
