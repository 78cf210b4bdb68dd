/**
 * A command that explains why a token is refused, and creates tokens for development. It
 * is a program of its own, which the application does not load.
 */
@NullMarked
package io.github.jwtsecurity.doctor;

import org.jspecify.annotations.NullMarked;
