/**
 * The managed keys: key pairs that the service makes, encrypts, keeps in a table and
 * rotates itself. Start here when a key is not rotated, or cannot be decrypted.
 */
@NullMarked
package io.github.jwtsecurity.signing;

import org.jspecify.annotations.NullMarked;
