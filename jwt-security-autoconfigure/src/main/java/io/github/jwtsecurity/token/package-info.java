/**
 * The verification of tokens: keys, the strict decoder, and the rules for claims; and the
 * issuing of tokens. Start here to find out why a token is refused.
 */
@NullMarked
package io.github.jwtsecurity.token;

import org.jspecify.annotations.NullMarked;
