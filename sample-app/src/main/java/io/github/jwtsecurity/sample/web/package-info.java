/**
 * Common behaviour of all requests: strict JSON, a maximum size of bodies, and the
 * response when the database fails.
 */
@NullMarked
package io.github.jwtsecurity.sample.web;

import org.jspecify.annotations.NullMarked;
