/**
 * The filter chain and its DSL, and the problem details that answer every refusal. Only
 * the package {@code endpoint} uses this package.
 */
@NullMarked
package io.github.jwtsecurity.web;

import org.jspecify.annotations.NullMarked;
