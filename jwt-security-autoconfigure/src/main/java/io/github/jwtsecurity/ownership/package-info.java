/**
 * The user id rule: a request whose path names a user is answered for that user alone.
 * Start here when a request is answered with 403 {@code not_owner}.
 */
@NullMarked
package io.github.jwtsecurity.ownership;

import org.jspecify.annotations.NullMarked;
