/**
 * What all requests have in common: strict JSON, a limit for bodies, and problem details
 * (RFC 9457) for everything that goes wrong.
 */
@NullMarked
package io.github.jwtsecurity.sample.web;

import org.jspecify.annotations.NullMarked;
