/**
 * Rate limits for logins, signups and refreshes. Start here when a request is answered
 * with 429 {@code rate_limited}.
 */
@NullMarked
package io.github.jwtsecurity.ratelimit;

import org.jspecify.annotations.NullMarked;
