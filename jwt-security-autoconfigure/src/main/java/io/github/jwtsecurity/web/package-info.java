/**
 * The filter chain and its DSL, and the problem details that every refusal is answered
 * with. Nothing else in the library uses this package.
 */
@NullMarked
package io.github.jwtsecurity.web;

import org.jspecify.annotations.NullMarked;
