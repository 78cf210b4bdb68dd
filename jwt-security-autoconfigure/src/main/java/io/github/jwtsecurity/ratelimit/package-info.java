/**
 * How often somebody may try to log in, sign up or refresh. Start here when a request is
 * answered with 429 {@code rate_limited}.
 */
@NullMarked
package io.github.jwtsecurity.ratelimit;

import org.jspecify.annotations.NullMarked;
