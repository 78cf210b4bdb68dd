/**
 * Whose tokens are accepted: keys, the strict decoder, the rules for claims, and issuing.
 * Start here when a token is refused and you want to know why.
 */
@NullMarked
package io.github.jwtsecurity.token;

import org.jspecify.annotations.NullMarked;
