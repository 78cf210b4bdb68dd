/**
 * The verification of tokens: keys, the strict decoder, and the rules for claims; and the
 * issuing of tokens. Start here to find out why a token is refused. Applications can
 * replace the {@link io.github.jwtsecurity.token.AccessTokenIssuer}, or add claims with
 * an {@link io.github.jwtsecurity.token.AccessTokenCustomizer}.
 */
@NullMarked
package io.github.jwtsecurity.token;

import org.jspecify.annotations.NullMarked;
