/**
 * Sessions: refresh tokens and their rotation, and the revocation of access tokens. Start
 * here when a refresh token is refused.
 */
@NullMarked
package io.github.jwtsecurity.session;

import org.jspecify.annotations.NullMarked;
