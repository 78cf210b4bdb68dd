/**
 * Sessions: refresh tokens and their rotation, and how access tokens end with their
 * session. Start here when a refresh token is refused.
 */
@NullMarked
package io.github.jwtsecurity.session;

import org.jspecify.annotations.NullMarked;
