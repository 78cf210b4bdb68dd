/**
 * The handling that all requests share: strict JSON, a limit for bodies, and the answer
 * when the database fails.
 */
@NullMarked
package io.github.jwtsecurity.sample.web;

import org.jspecify.annotations.NullMarked;
